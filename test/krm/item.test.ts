import { expect } from 'chai';
import { identityOf } from '../../src/krm/identity.ts';
import { Input } from '../../src/krm/input.ts';
import { Item } from '../../src/krm/item.ts';
import { peek } from '../../src/krm/peek.ts';
import { setKey } from '../../src/yaml/edit.ts';
import { isFault } from '../../src/yaml/node.ts';
import { splice } from '../../src/yaml/splice.ts';

function itemOf(text: string, dash = text.indexOf('-')): Item {
  const bytes = Buffer.from(text);
  return new Item(new Input(bytes), { start: 0, end: bytes.length }, dash, peek);
}

describe('an item', () => {
  it('has its tree in the coordinates of its text, without the dash', () => {
    const text = '  - kind: A\n    a:\n    - b\n# c\n';
    const { tree, root, value } = itemOf(text);
    if (isFault(tree)) throw new Error('a fault');
    expect(tree.source).to.equal(text);
    expect(root && text.slice(root.start, root.end)).to.equal('kind: A\n    a:\n    - b');
    expect(value).to.deep.equal({ kind: 'A', a: ['b'] });
  });

  const values: readonly (readonly [text: string, value: unknown])[] = [
    ['-\n', null],
    ['- # c\n', null],
    ['- a\n', 'a'],
    ['- |\n text\n', 'text\n'],
    ['- - a\n  - b\n', ['a', 'b']],
    ['-\n  a: 1\n', { a: 1 }],
    ['- &x {a: 1}\n', { a: 1 }],
  ];
  for (const [text, value] of values) {
    it(`is ${JSON.stringify(value)} in ${JSON.stringify(text)}`, () => {
      const item = itemOf(text);
      expect([item.value, item.fault]).to.deep.equal([value, undefined]);
      expect(item.identity).to.deep.equal(identityOf(value));
    });
  }

  it('without dash is its whole text', () => {
    const item = itemOf('{"kind": "A"}', -1);
    expect([item.value, item.identity.kind]).to.deep.equal([{ kind: 'A' }, 'A']);
  });

  it('is edited behind its dash', () => {
    const text = '- a: 1\n  # c\n  b: 2\n';
    const { tree, root } = itemOf(text);
    if (isFault(tree) || root?.kind !== 'mapping') throw new Error('no mapping');
    const edited = splice(text, [setKey(tree, root, 'c', 3), setKey(tree, root, 'a', 'x')]);
    expect(edited).to.equal('- a: x\n  # c\n  b: 2\n  c: 3\n');
  });
});

describe('a broken item', () => {
  it('has a fault where its header does not tell who it is', () => {
    const broken = itemOf('- kind: A\n  "data": {secret\n  x: 1\n');
    expect(broken.fault).to.deep.equal({ line: 3, problem: 'syntax' });
    expect([broken.root, broken.value]).to.deep.equal([undefined, undefined]);
    expect(broken.identity).to.deep.equal(identityOf(undefined));
    expect(broken.fault).to.deep.equal({ line: 3, problem: 'syntax' });
  });

  it('has none where its header tells, until it is parsed', () => {
    const broken = itemOf('- kind: A\n  data: {secret\n  x: 1\n');
    expect([broken.identity.kind, broken.fault]).to.deep.equal(['A', undefined]);
    expect([broken.value, broken.fault]).to.deep.equal([undefined, { line: 3, problem: 'syntax' }]);
  });

  it('has one once its header is found to be broken', () => {
    for (const text of ['- kind: [A\n', '- kind: *x\n']) {
      const broken = itemOf(text);
      expect(broken.fault).to.equal(undefined);
      expect(broken.identity).to.deep.equal(identityOf(undefined));
      expect(broken.fault?.line).to.equal(text.includes('[') ? 2 : 1);
    }
  });

  for (const [name, text, line] of [
    ['a key twice', '- kind: A\n  data: 1\n  kind: B\n', 3],
    ['a wrong column', '-   kind: A\n   a: 1\n', 2],
    ['an open bracket', '- {kind: A\n', 2],
  ] as const) {
    it(`is one with ${name}`, () => {
      expect(itemOf(text).fault?.line).to.equal(line);
    });
  }
});
