import { expect } from 'chai';
import { removeKey, setKey, setKeys } from '../../src/yaml/edit.ts';
import { pairOf } from '../../src/yaml/lookup.ts';
import { edited } from './edited.ts';
import { treeOf } from './nodes.ts';

describe('the pair of a key', () => {
  it('is found by its text', () => {
    const { root } = treeOf('a: 1\n"b": 2\n? c\n: 3\n');
    if (root.kind !== 'mapping') throw new Error('no mapping');
    expect(['a', 'b', 'c', 'd'].map(key => pairOf(root, key)?.value.start)).to.deep.equal([
      3,
      10,
      18,
      undefined,
    ]);
  });
});

describe('a new key is set', () => {
  const cases: readonly (readonly [before: string, key: string, value: unknown, after: string])[] =
    [
      ['a: 1\n', 'b', 'x', 'a: 1\nb: x\n'],
      ['a: 1 # c\n# d\n', 'b', true, 'a: 1 # c\nb: true\n# d\n'],
      ['a: 1\r\n', 'b', { c: 1 }, 'a: 1\r\nb:\r\n  c: 1\r\n'],
      ['a: |\n  x\n\n# d\n', 'b', 2, 'a: |\n  x\nb: 2\n\n# d\n'],
      ['a:\n', 'b', 2, 'a:\nb: 2\n'],
      ['? a\n', 'b', 2, '? a\nb: 2\n'],
      ['a:\n- x\n', 'b', ['w'], 'a:\n- x\nb:\n- w\n'],
      ['a:\n  - x\n', 'b', ['w'], 'a:\n  - x\nb:\n  - w\n'],
      ['a: [x]\n', 'b', ['w'], 'a: [x]\nb:\n- w\n'],
      ['a: 1\n', 'x: y', 'x: y', "a: 1\n'x: y': 'x: y'\n"],
      ['a: 1\n', 'b', 'x\ny\n', 'a: 1\nb: |\n  x\n  y\n'],
      ['{}\n', 'b', 'x', '{"b": "x"}\n'],
      ['{ }\n', 'b', 'x', '{ "b": "x"}\n'],
      ['{a}\n', 'b', 'x', '{a, "b": "x"}\n'],
      ['{a: 1,}\n', 'b', 'x', '{a: 1, "b": "x",}\n'],
      ['{"a":1,"c":2}\n', 'b', [3], '{"a":1,"c":2,"b": [3]}\n'],
      ['{\n  "a": 1\n}\n', 'b', 'x', '{\n  "a": 1,\n  "b": "x"\n}\n'],
    ];
  for (const [before, key, value, after] of cases) {
    it(`${key}: ${JSON.stringify(value)} in ${JSON.stringify(before)}`, () => {
      const source =
        before.includes('*x') && !before.includes('&x') ? `z: &x 1\n${before}` : before;
      const head = source.slice(0, source.length - before.length);
      const text = edited(source, [], (tree, node) => setKey(tree, node, key, value));
      expect(text).to.equal(head + after);
    });
  }

  it('deep inside, behind a dash', () => {
    const before = '- a:\n    - b: 1\n      c:\n# d\n';
    const text = edited(before, [0, 'a', 0], (tree, node) => setKey(tree, node, 'e', ['x']));
    expect(text).to.equal('- a:\n    - b: 1\n      c:\n      e:\n        - x\n# d\n');
  });
});

describe('several keys are set', () => {
  const values = { a: 'x', b: 'w', c: 'z' };
  for (const [before, after] of [
    ['{}\n', '{"a": "x", "b": "w", "c": "z"}\n'],
    ['{b: 1}\n', '{b: "w", "a": "x", "c": "z"}\n'],
    ['b: 1\n', 'b: w\na: x\nc: z\n'],
    ['c: 1\nb: 1\na: 1\n', 'c: z\nb: w\na: x\n'],
  ] as const) {
    it(`in ${JSON.stringify(before)}`, () => {
      expect(edited(before, [], (tree, node) => setKeys(tree, node, values))).to.equal(after);
    });
  }

  it('but none, and nothing changes', () => {
    expect(edited('{}\n', [], (tree, node) => setKeys(tree, node, {}))).to.equal('{}\n');
  });
});

describe('a key is removed', () => {
  const cases: readonly (readonly [before: string, keys: readonly string[], after: string])[] = [
    ['a: 1\nb: 2\n', ['b'], 'a: 1\n'],
    ['a: 1\n# c\nb: 2 # d\n\nc: 3\n', ['b'], 'a: 1\n# c\n# d\n\nc: 3\n'],
    ['a: 1\nb: 2\n', ['c'], 'a: 1\nb: 2\n'],
    ['a: 1\nb: |\n  x\n\nc: 3\n', ['b'], 'a: 1\n\nc: 3\n'],
    ['a: 1\r\nb:\r\n- x\r\n', ['b'], 'a: 1\r\n'],
    ['a: 1\n', ['a'], '{}\n'],
    ['# c\na: |\n  x\n', ['a'], '# c\n{}\n'],
    ['a: 1\nb: 2\nc: 3\n', ['a', 'c', 'c', 'x'], 'b: 2\n'],
    ['? a\n: 1\n? b\n', ['a'], '? b\n'],
    ['{a: 1, b: 2}\n', ['a'], '{b: 2}\n'],
    ['{a: 1, b: 2}\n', ['b'], '{a: 1}\n'],
    ['{a: 1, b: 2, c: 3, d: 4}\n', ['a', 'c', 'd'], '{b: 2}\n'],
    ['{a: 1, b: 2,}\n', ['a', 'b'], '{}\n'],
    ['{&x a: 1, ? &y b : 2, !t c}\n', ['a', 'c'], '{? &y b : 2}\n'],
  ];
  for (const [before, keys, after] of cases) {
    it(`${keys} in ${JSON.stringify(before)}`, () => {
      expect(edited(before, [], (tree, node) => removeKey(tree, node, ...keys))).to.equal(after);
    });
  }

  for (const [before, keys, after] of [
    ['- a: 1\n  b: 2\n', ['a'], '- b: 2\n'],
    ['- a: 1\n  # c\n  b: 2\n  c: 3\n', ['a', 'b'], '-\n  # c\n  c: 3\n'],
    ['- &x a: 1\n  &y b: 2\n', ['a'], '- &y b: 2\n'],
    ['- a: 1\n- b: 2\n', ['a'], '- {}\n- b: 2\n'],
    ['-\n  a: 1\n  b: 2\n', ['a'], '-\n  b: 2\n'],
  ] as const) {
    it(`${keys} behind the dash of ${JSON.stringify(before)}`, () => {
      expect(edited(before, [0], (tree, node) => removeKey(tree, node, ...keys))).to.equal(after);
    });
  }

  it('from 20,000, the last', () => {
    const before = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join('');
    const text = edited(before, [], (tree, node) => removeKey(tree, node, 'k19999'));
    expect(text).to.equal(before.slice(0, -'k19999: 1\n'.length));
  });
});

it('a list of 100,000 items is no obstacle to a new key', () => {
  const before = `{k: [${'1,'.repeat(100_000)}]}\n`;
  const text = edited(`- ${before}- a: 1\n`, [1], (tree, node) => setKey(tree, node, 'b', 2));
  expect(text.endsWith('- a: 1\n  b: 2\n')).to.equal(true);
});
