import { expect } from 'chai';
import { YAML11_SCHEMA } from 'js-yaml';
import { pairOf } from '../../src/yaml/lookup.ts';
import { isString, nodeValue, strictValue, textValue } from '../../src/yaml/value.ts';
import { treeOf } from './nodes.ts';

const read = (source: string) => {
  const tree = treeOf(source);
  return nodeValue(tree, tree.root);
};
const under = (source: string, key: string) => {
  const tree = treeOf(source);
  const pair = tree.root.kind === 'mapping' ? pairOf(tree.root, key) : undefined;
  if (pair === undefined) throw new Error('no such key');
  return { tree, node: pair.value };
};

describe('the value of a node', () => {
  const cases: readonly (readonly [source: string, value: unknown])[] = [
    ['a: [1, yes, ~, 0644, 1e3, "x"]', { a: [1, 'yes', null, 644, 1000, 'x'] }],
    ['a: &x {b: 1}\nc: *x\n', { a: { b: 1 }, c: { b: 1 } }],
    ['__proto__: 1', JSON.parse('{"__proto__": 1}')],
    ['a: !!str 1\nb: !!int "2"\n', { a: '1', b: 2 }],
    ['<<: {a: 1}', { '<<': { a: 1 } }],
    ['a: !secret x', undefined],
    ['!secret {a: 1}', undefined],
    ['!%FF x', undefined],
    ['a: !!int x', undefined],
    ['? [a]\n: b', undefined],
    ['1: a\n0x1: b\n', undefined],
  ];
  for (const [source, expected] of cases) {
    it(`${JSON.stringify(source)} is ${JSON.stringify(expected) ?? 'none'}`, () => {
      expect(read(source)).to.deep.equal(expected);
    });
  }

  it('does without what stands outside', () => {
    const source = 'a: &x 1\nb: [*x]\nc: {d: 2}\n';
    const [b, c] = [under(source, 'b'), under(source, 'c')];
    expect(nodeValue(b.tree, b.node)).to.equal(undefined);
    expect(nodeValue(c.tree, c.node)).to.deep.equal({ d: 2 });
  });

  it('follows the schema', () => {
    const { tree, node } = under('a: 0644', 'a');
    expect(nodeValue(tree, node, YAML11_SCHEMA)).to.equal(0o644);
  });
});

describe('the value of a text', () => {
  const texts: readonly (readonly [text: string, value: unknown])[] = [
    ['a: 1\n', { a: 1 }],
    ['- a\n# c\n', ['a']],
    ['a: "\nb"\n', { a: ' b' }],
    ['a: !t b\nc: !!str 1\n', { a: 'b', c: 1 }],
    ['a: !!str 1\n', { a: '1' }],
    ['a: 1\na: 2\n', undefined],
    ['a: !t 1\na: 2\n', undefined],
    ['a: *x\n', undefined],
    ['a: [\n', undefined],
    ['a: 1\n---\nb: 2\n', undefined],
    ['', undefined],
  ];
  for (const [text, value] of texts) {
    it(`is ${JSON.stringify(value) ?? 'none'} for ${JSON.stringify(text)}`, () => {
      expect(textValue(text)).to.deep.equal(value);
    });
  }

  it('is none for a text beyond the number of keys and values', () => {
    expect([textValue('[a, b]', 6), textValue('[a, b]', 5)]).to.deep.equal([['a', 'b'], undefined]);
  });
});

describe('a string to every reader', () => {
  const strings = [
    'a',
    '"1"',
    "'yes'",
    '|\n  1\n',
    '>-\n  1\n',
    '!!str 1',
    '! 1',
    '0x',
    'y es',
    '&x a',
  ];
  const others = [
    '1',
    'yes',
    'on',
    'No',
    'y',
    '0644',
    '0o7',
    '1e3',
    '1_000',
    '12:30:45',
    '.inf',
    '~',
  ];
  const more = ['', 'null', '2001-01-01', '[a]', '{a: 1}', '!secret a', '&x', '!!int "1"', '0b1'];
  for (const text of strings) {
    it(`is ${JSON.stringify(text)}`, () => {
      const { tree, node } = under(`a: ${text}`, 'a');
      expect(isString(tree, node)).to.equal(true);
    });
  }
  for (const text of [...others, ...more]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      const { tree, node } = under(`a: ${text}`, 'a');
      expect(isString(tree, node)).to.equal(false);
    });
  }

  it('is what a strict value calls one, at any depth', () => {
    const tree = treeOf(
      'a: [x, yes, 0644, "1"]\nb: {c: *y , d: &y ~}\n__proto__: no\n'.replace('*y', '1:2'),
    );
    const expected = JSON.parse('{"a":["x",true,644,"1"],"b":{"c":62,"d":null},"__proto__":false}');
    expect(strictValue(tree, tree.root)).to.deep.equal(expected);
  });
});
