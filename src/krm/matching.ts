// Finding items by what they are. The headers of all are searched as one text: one call for each word,
// however many items there are.
import type { Identity } from './identity.ts';
import type { Item } from './item.ts';

/** A word that stands in a header as it is: no quotes or folds can be in it. */
const PLAIN = /^[\w./-]+$/;
const [ESCAPE, ALIAS] = ['\\', '*'];

/** The items that are such objects. One whose header does not even hold the words is not parsed. */
export function matching(items: readonly Item[], wanted: Partial<Identity>): Item[] {
  const fields = Object.entries(wanted) as [keyof Identity, unknown][];
  const words = fields.flatMap(([, value]) =>
    typeof value === 'string' && PLAIN.test(value) ? [value] : [],
  );
  return headersOf(items)
    .holding(words)
    .filter(item => fields.every(([field, value]) => item.identity[field] === value));
}

const known = new WeakMap<readonly Item[], Headers>();

function headersOf(items: readonly Item[]): Headers {
  const headers = known.get(items) ?? new Headers(items);
  known.set(items, headers);
  return headers;
}

class Headers {
  readonly #items: readonly Item[];
  readonly #text: string;
  /** Of each item, where its header ends in the text. */
  readonly #ends: number[] = [];
  /** By word, the indexes of those that hold it. */
  readonly #sought = new Map<string, readonly number[]>();
  /** Indexes of those that may hold any word: without a header, or with what can hide a word there. */
  readonly #unclear: ReadonlySet<number>;

  constructor(items: readonly Item[]) {
    this.#items = items;
    let end = 0;
    const headers = items.map(({ header = ESCAPE }) => {
      end += header.length + 1;
      this.#ends.push(end);
      return header;
    });
    this.#text = headers.join('\n');
    this.#unclear = new Set([ESCAPE, ALIAS].flatMap(sign => this.#indexesOf(sign)));
  }

  /** The items that may hold all the words, in their order. */
  holding(words: readonly string[]): Item[] {
    if (words.length === 0) return [...this.#items];
    const clear = this.#candidates(words).filter(index => {
      const header = this.#items[index]?.header;
      return !this.#unclear.has(index) && words.every(word => header?.includes(word));
    });
    return [...clear, ...this.#unclear]
      .sort((a, b) => a - b)
      .map(index => this.#items[index] as Item);
  }

  /** Where one of the words can be: no search for what holds a word that was sought before. */
  #candidates(words: readonly string[]): readonly number[] {
    for (const [part, indexes] of this.#sought)
      if (words.some(word => word.includes(part))) return indexes;
    // The longest is the rarest.
    const [first = ''] = words.toSorted((a, b) => b.length - a.length);
    const indexes = this.#indexesOf(first);
    this.#sought.set(first, indexes);
    return indexes;
  }

  #indexesOf(word: string): number[] {
    const indexes: number[] = [];
    for (let index = 0, at = this.#text.indexOf(word); at >= 0; ) {
      while ((this.#ends[index] ?? 0) <= at) index++;
      indexes.push(index);
      at = this.#text.indexOf(word, this.#ends[index]);
    }
    return indexes;
  }
}
