// Edits against a model: the edited text's value is the edited value, and inverse edits give back the bytes.
import { expect } from 'chai';
import fc from 'fast-check';
import { dump, load } from 'js-yaml';
import { applySplices } from '../../src/yaml/apply-splices.ts';
import { editSequence, removeKey, setKey } from '../../src/yaml/edit.ts';
import { isFault, type MappingNode, type Tree } from '../../src/yaml/node.ts';
import { flowText } from '../../src/yaml/print.ts';
import type { Splice } from '../../src/yaml/splice.ts';
import { parseTree } from '../../src/yaml/tree.ts';

type Value = Record<string, unknown>;

const text = fc.constantFrom(
  'x',
  'a: b',
  '# no',
  'yes',
  '0644',
  '1e3',
  '',
  ' ',
  "it's",
  '"',
  'ü\u{1f600}',
  '- x',
  'null',
  '{',
  'a, b]',
  'two\nlines',
  'end\n',
);
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const entry = fc.dictionary(fc.constantFrom('name', 'value', 'more'), leaf, { minKeys: 1 });
const list = fc.array(fc.oneof(leaf, entry), { maxLength: 4 });
const document = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', 'l', 'm'),
  fc.oneof(leaf, list, entry),
  {
    minKeys: 1,
  },
);
/** The same value in the styles that documents come in. */
const style = fc.constantFrom<(value: Value) => string>(
  value => dump(value),
  value => dump(value, { seqNoIndent: true }),
  value => dump(value, { flowLevel: 1 }),
  value => dump(value, { forceQuotes: true, quoteStyle: 'double' }),
  value => dump(value).replaceAll('\n', '\r\n'),
  value => `# head\n${dump(value).replace(/^(?=\w)/gm, '# comment: [\n')}# foot\n`,
  value => `${flowText(value)}\n`,
  value => `${JSON.stringify(value)}\n`,
  value => `${JSON.stringify(value, null, 2)}\n`,
);

function parse(source: string): { tree: Tree; root: MappingNode } {
  const tree = parseTree(source);
  if (isFault(tree) || tree.root.kind !== 'mapping') throw new Error(`no map:\n${source}`);
  return { tree, root: tree.root };
}
const edited = (
  source: string,
  edit: (tree: Tree, root: MappingNode) => Splice | Splice[],
): string => {
  const { tree, root } = parse(source);
  return applySplices(tree, [edit(tree, root)].flat());
};
const key = fc.constantFrom('a', 'b', 'l', 'new');

describe('an edit', () => {
  const runs = { numRuns: 2000 };

  it('sets a key to any value', () => {
    const value = fc.oneof(leaf, list, entry);
    const property = fc.property(document, style, key, value, (model, print, name, wanted) => {
      const after = edited(print(model), (tree, root) => setKey(tree, root, name, wanted));
      expect(load(after), after).to.deep.equal({ ...model, [name]: wanted });
    });
    fc.assert(property, runs);
  });

  it('removes a key, and nothing else', () => {
    const property = fc.property(document, style, key, (model, print, name) => {
      fc.pre(Object.keys(model).some(other => other !== name));
      const after = edited(print(model), (tree, root) => removeKey(tree, root, name));
      const { [name]: _, ...rest } = model;
      expect(load(after), after).to.deep.equal(rest);
    });
    fc.assert(property, runs);
  });

  it('adds a key at the end, and its removal gives back the bytes', () => {
    const value = fc.oneof(text, entry, list);
    const property = fc.property(document, style, value, (model, print, wanted) => {
      const source = print(model);
      const after = edited(source, (tree, root) => setKey(tree, root, 'new', wanted));
      expect(edited(after, (tree, root) => removeKey(tree, root, 'new'))).to.equal(source);
    });
    fc.assert(property, runs);
  });

  const lists = fc.tuple(
    fc.array(fc.oneof(text, entry), { minLength: 1, maxLength: 4 }),
    fc.nat(),
    fc.array(fc.oneof(text, entry), { minLength: 1, maxLength: 3 }),
  );

  it('inserts into a list behind any item, and the removal gives back the bytes', () => {
    const property = fc.property(document, style, lists, (model, print, [items, place, values]) => {
      const after = (place % (items.length + 1)) - 1;
      const source = print({ ...model, l: items });
      const insert = { after, values };
      const longer = edited(source, (tree, root) => editSequence(tree, root, 'l', { insert }));
      const expected = items.toSpliced(after + 1, 0, ...values);
      expect(load(longer), longer).to.deep.equal({ ...model, l: expected });
      const remove = new Set(values.map((_, index) => after + 1 + index));
      const back = edited(longer, (tree, root) => editSequence(tree, root, 'l', { remove }));
      expect(back).to.equal(source);
    });
    fc.assert(property, runs);
  });

  it('makes a list that is missing, and takes it out when it is emptied', () => {
    const property = fc.property(document, style, lists, (model, print, [values]) => {
      const { l: _, ...without } = model;
      fc.pre(Object.keys(without).length > 0);
      const source = print(without);
      const insert = { after: -1, values };
      const made = edited(source, (tree, root) => editSequence(tree, root, 'l', { insert }));
      expect(load(made), made).to.deep.equal({ ...without, l: values });
      const remove = new Set(values.keys());
      const back = edited(made, (tree, root) => editSequence(tree, root, 'l', { remove }));
      if (!source.startsWith('{')) expect(back).to.equal(source);
    });
    fc.assert(property, runs);
  });

  it('removes any items of a list', () => {
    const property = fc.property(
      document,
      style,
      lists,
      fc.nat(15),
      (model, print, [items], mask) => {
        const remove = new Set([...items.keys()].filter(index => mask & (1 << index)));
        fc.pre(Object.keys(model).some(other => other !== 'l'));
        const source = print({ ...model, l: items });
        const after = edited(source, (tree, root) => editSequence(tree, root, 'l', { remove }));
        const kept = items.filter((_, index) => !remove.has(index));
        const { l = [] } = load(after) as Value;
        expect(l, after).to.deep.equal(kept);
      },
    );
    fc.assert(property, runs);
  });
});
