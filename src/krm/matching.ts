// Finding items by what they are.
import type { Identity } from './identity.ts';
import type { Item } from './item.ts';

/** A word that stands in a header as it is: no quotes or folds can be in it. */
const PLAIN = /^[\w./-]+$/;

/** The items that are such objects. One whose header does not even hold the words is not parsed. */
export function matching(items: readonly Item[], wanted: Partial<Identity>): Item[] {
  const fields = Object.entries(wanted) as [keyof Identity, unknown][];
  const words = fields
    .flatMap(([, value]) => (typeof value === 'string' && PLAIN.test(value) ? [value] : []))
    // The longest is the rarest.
    .sort((a, b) => b.length - a.length);
  return items.filter(
    item =>
      words.every(word => item.mayHold(word)) &&
      fields.every(([field, value]) => item.identity[field] === value),
  );
}
