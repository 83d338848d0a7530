import { expect } from 'chai';
import { setKey, setScalar } from '../../src/yaml/edit.ts';
import { splice } from '../../src/yaml/splice.ts';
import { edited, nodeAt } from './edited.ts';
import { treeOf } from './nodes.ts';

describe('a scalar is set', () => {
  const cases: readonly (readonly [before: string, text: string, after: string])[] = [
    ['k: a # c\n', 'b', 'k: b # c\n'],
    ['k: "a"\n', 'b', 'k: "b"\n'],
    ["k: 'a'\n", "it's", "k: 'it''s'\n"],
    ['k: a\n', '0644', "k: '0644'\n"],
    ['k: a\n', 'x\ny', 'k: "x\\ny"\n'],
    ['k: a\n  b\nl: 1\n', 'c', 'k: c\nl: 1\n'],
    ['k:\n', 'a', 'k: a\n'],
    ['k: # c\n', 'a', 'k: a # c\n'],
    ['k: &x # c\n', 'a', 'k: &x a # c\n'],
    ['k: &x a\nl: *x\n', 'b', 'k: &x b\nl: *x\n'],
    ['k: !!int 5\n', 'b', 'k: b\n'],
    ['k: |\n  a\n  b\n\nl: 1\n', 'c', 'k: c\n\nl: 1\n'],
    ['k: >- # c\n  a\n', 'b', 'k: b # c\n'],
    ['k: |2+\t#c\r\n   a\r\nl: 1\r\n', 'b', 'k: b\t#c\r\nl: 1\r\n'],
    ['k: |\n  a # b\n', 'c', 'k: c\n'],
    ['k: | # \u2028c\r  a\rl: 1\r', 'b', 'k: b # \u2028c\nl: 1\r'],
    ['k: &x >- # c\n  a\n', 'b', 'k: &x b # c\n'],
    ['k: |+\n  a\n\nl: 1\n', 'c', 'k: c\nl: 1\n'],
    ['k: |\r\n  a\r\nl: 1\r\n', 'c', 'k: c\r\nl: 1\r\n'],
    ['k: |\nl: 1\n', 'c', 'k: c\nl: 1\n'],
    ['"a|#b": |\n  a\n', 'c', '"a|#b": c\n'],
    ['{k: a}\n', 'b, c', '{k: "b, c"}\n'],
    ['{"k":"a"}\n', 'b', '{"k":"b"}\n'],
    ['{"k": null}\n', 'b', '{"k": "b"}\n'],
    ['k:\n  a\n', 'b', 'k:\n  b\n'],
  ];
  for (const [before, text, after] of cases) {
    it(`to ${JSON.stringify(text)} in ${JSON.stringify(before)}`, () => {
      const tree = treeOf(before);
      const node = nodeAt(tree, [before.startsWith('"') ? 'a|#b' : 'k']);
      if (node.kind !== 'scalar') throw new Error('no scalar');
      expect(splice(before, [setScalar(tree, node, text)])).to.equal(after);
    });
  }

  it('in a list', () => {
    const before = '- |\n  a\n-\n- a\n';
    const tree = treeOf(before);
    const splices = [0, 1, 2].map(index => {
      const node = nodeAt(tree, [index]);
      if (node.kind !== 'scalar') throw new Error('no scalar');
      return setScalar(tree, node, `b${index}`);
    });
    expect(splice(before, splices)).to.equal('- b0\n- b1\n- b2\n');
  });
});

describe('a key that has a value is set', () => {
  const cases: readonly (readonly [before: string, key: string, value: unknown, after: string])[] =
    [
      ['k: false # c\n', 'k', true, 'k: true # c\n'],
      ['k: "a"\n', 'k', 'b', 'k: "b"\n'],
      ['k: "a"\n', 'k', 1, 'k: 1\n'],
      ['k:\n', 'k', true, 'k: true\n'],
      ['k: # c\nl: 1\n', 'k', { a: 'x\ny\n' }, 'k: # c\n  a: |\n    x\n    y\nl: 1\n'],
      ['k: null\nl: 1\n', 'k', { a: [1] }, 'k:\n  a:\n  - 1\nl: 1\n'],
      ['k: {}\n', 'k', { a: 1 }, 'k:\n  a: 1\n'],
      ['k: # c\n  a: 1\n  b: 2\n# d\nl: 1\n', 'k', 3, 'k: 3\n# d\nl: 1\n'],
      ['k:\n- a\n- b\nl: 1\n', 'k', ['x'], 'k:\n- x\nl: 1\n'],
      ['k:\n- |\n  a\nl: 1\n', 'k', 'x', 'k: x\nl: 1\n'],
      ['k: |\n  a\n\nl: 1\n', 'k', 1, 'k: 1\n\nl: 1\n'],
      ['k: &x\n  a: 1\nl: *x\n', 'k', { b: 1 }, 'k: &x\n  b: 1\nl: *x\n'],
      ['k: &x [a]\n', 'k', 1, 'k: &x 1\n'],
      ['z: &x 1\nk: *x\n', 'k', 1, 'z: &x 1\nk: 1\n'],
      ['k: !t [a]\n', 'k', 1, 'k: 1\n'],
      ['k : a\n', 'k', [], 'k : []\n'],
      ['? k\n: a\n', 'k', { b: 1 }, '? k\n:\n  b: 1\n'],
      ['? k # c\n', 'k', 'x', '? k\n: x # c\n'],
      ['{k}\n', 'k', 'x', '{k: "x"}\n'],
      ['{k: , l}\n', 'k', 'x', '{k: "x" , l}\n'],
      ['{"k":[1]}\n', 'k', 'x', '{"k":"x"}\n'],
    ];
  for (const [before, key, value, after] of cases) {
    it(`to ${JSON.stringify(value)} in ${JSON.stringify(before)}`, () => {
      expect(edited(before, [], (tree, node) => setKey(tree, node, key, value))).to.equal(after);
    });
  }
});
