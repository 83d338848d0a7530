// Selects items by their identity.
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
  const fields = Object.entries(wanted) as [keyof Identity, unknown][];
  const words = fields
    .flatMap(([, value]) => (typeof value === 'string' && PLAIN.test(value) ? [value] : []))
    // The longest word is the rarest.
    .sort((a, b) => b.length - a.length);
  return candidates(items, wanted).filter(
    item =>
      words.every(word => item.mayHold(word)) &&
      mayBe(item) &&
      fields.every(([field, value]) => item.identity[field] === value),
  );
}

const known = new WeakMap<readonly Item[], Map<string, readonly Item[]>>();

/** Nearly all searches name a kind, and there are few kinds: all items are looked at once for each. */
function candidates(items: readonly Item[], { kind }: Partial<Identity>): readonly Item[] {
  if (kind === undefined || !PLAIN.test(kind)) return items;
  const kinds = known.get(items) ?? new Map<string, readonly Item[]>();
  known.set(items, kinds);
  const before = kinds.get(kind);
  if (before !== undefined) return before;
  const holding = items.filter(item => item.mayHold(kind));
  kinds.set(kind, holding);
  return holding;
}
