// Selects items by their identity.
import { groupBy } from '../group-by.ts';
import type { Identity } from './identity.ts';
import type { Item } from './item.ts';

/** A word that YAML writes only in one way: without quotes, escapes or folds. */
const PLAIN = /^[\w./-]+$/;

/**
 * The items with these fields. An item is parsed only if its header holds the words.
 *
 * @param mayBe a condition that costs less than to parse a header, such as a search for a word
 */
export function matching(
  items: readonly Item[],
  wanted: Partial<Identity>,
  mayBe: (item: Item) => boolean = () => true,
): Item[] {
  const { kind, ...others } = wanted;
  const words = Object.values(others)
    .flatMap(value => (typeof value === 'string' && PLAIN.test(value) ? [value] : []))
    // The longest word is the rarest.
    .sort((a, b) => b.length - a.length);
  const fields = Object.entries(wanted) as [keyof Identity, unknown][];
  return ofKind(items, kind).filter(
    item =>
      words.every(word => item.mayHold(word)) &&
      mayBe(item) &&
      fields.every(([field, value]) => item.identity[field] === value),
  );
}

const known = new WeakMap<readonly Item[], ReadonlyMap<string | undefined, readonly number[]>>();

/** Nearly all searches name a kind: for all of them, each header is looked at once. */
function ofKind(items: readonly Item[], kind: string | undefined): readonly Item[] {
  if (kind === undefined || !PLAIN.test(kind)) return items;
  const byKind = known.get(items) ?? groupBy(items.keys(), index => items[index]?.header?.kind);
  known.set(items, byKind);
  const are = byKind.get(kind) ?? [];
  const mayBe = byKind.get(undefined)?.filter(index => items[index]?.mayHold(kind)) ?? [];
  return [...are, ...mayBe].sort((a, b) => a - b).map(index => items[index] as Item);
}
