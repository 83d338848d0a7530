// Selects items by their identity.
import type { Identity } from './identity.ts';
import type { Item } from './item.ts';

/** A word that YAML writes only in one way: without quotes, escapes or folds. */
const PLAIN = /^[\w./-]+$/;

/** The items with these fields. An item is parsed only if its header holds the words. */
export function matching(items: readonly Item[], wanted: Partial<Identity>): Item[] {
  const fields = Object.entries(wanted) as [keyof Identity, unknown][];
  const words = fields
    .flatMap(([, value]) => (typeof value === 'string' && PLAIN.test(value) ? [value] : []))
    // The longest word is the rarest.
    .sort((a, b) => b.length - a.length);
  return items.filter(
    item =>
      words.every(word => item.mayHold(word)) &&
      fields.every(([field, value]) => item.identity[field] === value),
  );
}
