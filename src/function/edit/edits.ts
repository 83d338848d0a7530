// Changes carried out: each item's new text, proven to say what the changes mean.
import { done, failed, type Step } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import { isSame } from '../../krm/object.ts';
import { treeOf } from '../../krm/parsed.ts';
import type { Changes } from '../../krm/resource-list.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { applySplices } from '../../yaml/apply-splices.ts';
import { intended, withoutEmptied } from '../../yaml/intent.ts';
import { type Operation, splicesOf, withMergedLists } from '../../yaml/operation.ts';
import { fieldPath } from '../../yaml/path.ts';
import { fieldShared } from '../observe/editable-fields.ts';
import type { Change } from './change.ts';
import { sharedField } from './shared-fields.ts';

export type Edits = Omit<Changes, 'results'>;

/** All operations on an item are carried out at once. Fails where an edit does not prove itself. */
export function editItems(changes: readonly Change[]): Step<Edits, Result> {
  const operations = new Map<Item, Operation[]>();
  for (const change of changes) {
    if (change.kind !== 'edit' || change.operations.length === 0) continue;
    operations.set(change.item, [...(operations.get(change.item) ?? []), ...change.operations]);
  }
  const edited = new Map<Item, string>();
  for (const [item, all] of operations) {
    const text = editedText(item, withMergedLists(all));
    if (!text.ok) return text;
    edited.set(item, text.value);
  }
  const removed = changes.flatMap(change => (change.kind === 'remove' ? [change.item] : []));
  const added = changes.flatMap(change => (change.kind === 'add' ? [change.object] : []));
  return done({ edited, removed: new Set(removed), added });
}

function editedText(item: Item, operations: readonly Operation[]): Step<string, Result> {
  const tree = treeOf(item);
  if (!tree.ok) return tree;
  const shared = sharedField(tree.value, operations);
  if (shared !== undefined) return failed(fieldShared(item.identity, fieldPath(shared)));
  const text = applySplices(tree.value, splicesOf(tree.value, operations));
  return isIntended(item, tree.value.source, operations, text)
    ? done(text)
    : failed(errorOn(item.identity, 'edit-not-proven', NOT_PROVEN));
}

const NOT_PROVEN =
  'internal error: an edit of this object would not have said what it should, so nothing was changed. ' +
  'Please report this bug with the shape of the object, without its values';

/** @param source of the item as it was, for one whose value has a tag that is not known */
function isIntended(
  item: Item,
  source: string,
  operations: readonly Operation[],
  text: string,
): boolean {
  const before = item.value ?? item.valueIn(source);
  const wanted = withoutEmptied(intended(before, operations), operations);
  return before !== undefined && isSame(wanted, withoutEmptied(item.valueIn(text), operations));
}
