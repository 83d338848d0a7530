// The laws of writing, for random ResourceLists.
import { expect } from 'chai';
import fc from 'fast-check';
import { load } from 'js-yaml';
import type { Item } from '../../src/krm/item.ts';
import { scan } from '../../src/krm/scan.ts';
import { setKeys } from '../../src/yaml/edit.ts';
import { isFault } from '../../src/yaml/node.ts';
import { splice } from '../../src/yaml/splice.ts';
import { documentOf, type Mapping, mapping, type Value } from '../yaml/arbitrary.ts';
import { item, lists } from './arbitrary.ts';
import { RESULTS } from './changes.ts';
import { listIn, written } from './written.ts';

const HEAD = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList' };
const added = fc.array(mapping, { minLength: 1, maxLength: 3 });
const indexes = fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 3 });

/** ResourceLists of any style, some without list of items. */
const documents = documentOf(
  fc
    .record({ items: fc.array(item, { maxLength: 4 }), more: mapping }, { requiredKeys: [] })
    .map((rest): Value => ({ ...HEAD, ...rest })),
);
const texts = fc.oneof(
  lists.map(({ text }) => text),
  documents.map(({ text }) => text),
);
type Lists = Mapping & { items?: Value[]; results?: Value[] };

/** The item with two keys set, and its value; an item that is no mapping as it is. */
function edit(item: Item): [text: string, value: Value] {
  const { tree, root } = item;
  const text = item.bytes.toString();
  if (isFault(tree) || root?.kind !== 'mapping') return [text, item.value as Value];
  const values = { kind: 'a: b', 'new key': ['x'] };
  const edited = splice(text, setKeys(tree, root, values));
  return [edited, { ...(item.value as Mapping), ...values }];
}

describe('for every ResourceList', () => {
  it('what is written is the changed value', () => {
    fc.assert(
      fc.property(
        texts,
        indexes,
        indexes,
        fc.option(added),
        fc.boolean(),
        (text, removed, edited, added, tell) => {
          const list = listIn(text);
          const edits = new Map(
            list.items.filter((_, i) => edited.includes(i)).map(item => [item, edit(item)]),
          );
          const gone = new Set(list.items.filter((_, i) => removed.includes(i)));
          const output = written(list, {
            edited: new Map([...edits].map(([item, [text]]) => [item, text])),
            removed: gone,
            added: added ?? [],
            results: tell ? RESULTS : [],
          });
          const before = load(text.replace(/^\ufeff/, '')) as Lists;
          const values = list.items.flatMap(item =>
            gone.has(item) ? [] : [edits.get(item)?.[1] ?? item.value],
          );
          const items = [...values, ...(added ?? [])];
          const results = [...(before.results ?? []), ...(tell ? RESULTS : [])];
          const after = load(output.replace(/^\ufeff/, '')) as Lists;
          expect(after, output).to.deep.equal({
            ...before,
            ...((before.items ?? added) ? { items } : {}),
            ...(tell ? { results } : {}),
          });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('an item that is added and removed again leaves every byte as it was', () => {
    fc.assert(
      fc.property(texts, added, (text, added) => {
        const list = listIn(text);
        fc.pre(Array.isArray((load(text.replace(/^\ufeff/, '')) as Lists).items));
        const again = listIn(written(list, { added }));
        const removed = new Set(again.items.slice(list.items.length));
        expect(removed.size).to.equal(added.length);
        expect(written(again, { removed })).to.equal(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('read by columns, nothing but the change differs', () => {
    fc.assert(
      fc.property(lists, added, ({ text }, added) => {
        fc.pre(text.endsWith('\n'));
        const bytes = Buffer.from(text);
        const layout = scan(bytes);
        const [start, end] = [layout?.items[0]?.start ?? 0, layout?.items.at(-1)?.end ?? 0];
        const [head, tail] = [bytes.toString('utf8', 0, start), bytes.toString('utf8', end)];
        const list = listIn(text);
        const own = list.items.map(({ bytes }) => bytes.toString());
        expect(head + own.join('') + tail).to.equal(text);
        const edited = new Map(list.items.map((item, index) => [item, `# x\n${own[index]}`]));
        expect(written(list, { edited })).to.equal(head + [...edited.values()].join('') + tail);
        const longer = written(list, { added });
        expect(longer.startsWith(head + own.join(''))).to.equal(true);
        expect(longer.endsWith(tail)).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });
});
