// What a step wants done to the items, with a result for each change; and how it is done.
import type { Item } from '../krm/item.ts';
import type { Changes } from '../krm/resource-list.ts';
import type { Result } from '../krm/result.ts';
import { isFault } from '../yaml/node.ts';
import { type Splice, splice } from '../yaml/splice.ts';
import { parseTree } from '../yaml/tree.ts';

export type Edits = {
  /** Splices of the source of `Item.tree`. */
  readonly changed?: readonly { readonly item: Item; readonly splices: readonly Splice[] }[];
  readonly removed?: readonly Item[];
  readonly added?: readonly object[];
  readonly results: readonly Result[];
};

export const NOTHING: Edits = { results: [] };

export const together = (parts: readonly Edits[]): Required<Edits> => ({
  changed: parts.flatMap(({ changed = [] }) => changed),
  removed: parts.flatMap(({ removed = [] }) => removed),
  added: parts.flatMap(({ added = [] }) => added),
  results: parts.flatMap(({ results }) => results),
});

export const isEdit = ({ splices }: { readonly splices: readonly Splice[] }): boolean =>
  splices.length > 0;

/** Carries the edits out, all splices of an item at once. */
export function apply(edits: Edits): Changes {
  const { changed, removed, added, results } = together([edits]);
  const items = new Set(changed.filter(isEdit).map(({ item }) => item));
  const edited = new Map([...items].map(item => [item, editedText(item, changed)]));
  return { edited, removed: new Set(removed), added, results };
}

function editedText(item: Item, changed: Required<Edits>['changed']): string {
  if (isFault(item.tree)) throw new Error('an item without a tree cannot be edited');
  const splices = changed.filter(edit => edit.item === item).flatMap(edit => edit.splices);
  const text = splice(item.tree.source, splices);
  // As where what goes holds an anchor that is used elsewhere: no output is better than that.
  if (isFault(parseTree(text))) throw new Error('an edit would break the YAML of an item');
  return text;
}
