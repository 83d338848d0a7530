// The laws of edits, for random documents in every style.
import { expect } from 'chai';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { applySplices } from '../../src/yaml/apply-splices.ts';
import { editSequence, removeKey, setKeys } from '../../src/yaml/edit.ts';
import { lineEnd, lineStart } from '../../src/yaml/lines.ts';
import { pairOf } from '../../src/yaml/lookup.ts';
import type { MappingNode, Tree } from '../../src/yaml/node.ts';
import { documentOf, mapping, value } from './arbitrary.ts';
import { edit, mappingsIn, perform } from './model.ts';
import { treeOf } from './nodes.ts';

const documents = documentOf(mapping);
const values = fc.array(value, { minLength: 1, maxLength: 3 });

describe('for every document', () => {
  it('the value of the edited text is the edited value', () => {
    fc.assert(
      fc.property(documents, fc.array(edit, { minLength: 1, maxLength: 4 }), (document, edits) => {
        let { text } = document;
        const whole = structuredClone(document.value);
        for (const edit of edits) {
          const tree = treeOf(text);
          text = applySplices(tree, perform(edit, tree, whole).splices);
          expect(load(text), text).to.deep.equal(whole);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('only the lines of the edited pairs differ', () => {
    fc.assert(
      fc.property(documents, edit, ({ text, value }, edit) => {
        const tree = treeOf(text);
        const { splices, spans } = perform(edit, tree, structuredClone(value));
        for (const { start, end } of splices) {
          const within = spans.some(
            span => start >= lineStart(text, span.start) && end <= lineEnd(text, span.end),
          );
          expect(within, JSON.stringify([text, start, end])).to.equal(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('keys that are set and removed again leave every byte as it was', () => {
    const keys = fc.uniqueArray(fc.constantFrom('new', 'a: b c', '0644', 'ü\n'), { minLength: 1 });
    fc.assert(
      fc.property(documents, fc.nat(), keys, value, ({ text }, at, keys, value) => {
        const tree = treeOf(text);
        const nodes = mappingsIn(tree);
        const index = at % nodes.length;
        const node = nodes[index] as MappingNode;
        const fresh = keys.filter(key => pairOf(node, key) === undefined);
        const values = Object.fromEntries(fresh.map(key => [key, value]));
        const again = treeOf(applySplices(tree, setKeys(tree, node, values)));
        const same = mappingsIn(again)[index] as MappingNode;
        expect(applySplices(again, removeKey(again, same, ...fresh))).to.equal(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('items that are inserted and removed again leave every byte as it was', () => {
    const after = fc.integer({ min: -1, max: 3 });
    fc.assert(
      fc.property(documents, fc.nat(), after, values, ({ text }, at, after, values) => {
        const tree = treeOf(text);
        const lists = listsIn(tree);
        const index = at % lists.length;
        const list = lists[index];
        if (list === undefined) return;
        const [node, key, length] = list;
        const again = treeOf(
          applySplices(tree, editSequence(tree, node, key, { insert: { after, values } })),
        );
        const [same] = listsIn(again)[index] as List;
        const first = Math.min(after + 1, length);
        const remove = new Set(values.map((_, index) => first + index));
        expect(applySplices(again, editSequence(again, same, key, { remove }))).to.equal(text);
      }),
      { numRuns: 1000 },
    );
  });
});

type List = [owner: MappingNode, key: string, length: number];

/** The lists of all mappings; in block style also one that is missing. */
const listsIn = (tree: Tree): List[] =>
  mappingsIn(tree).flatMap(node => [
    ...node.pairs.flatMap(({ key, value }): List[] =>
      key.kind === 'scalar' && value.kind === 'sequence'
        ? [[node, key.text, value.items.length]]
        : [],
    ),
    ...(node.flow || pairOf(node, 'new') !== undefined ? [] : [[node, 'new', 0] as List]),
  ]);
