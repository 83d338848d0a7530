// Finds the sections and items of a block-style ResourceList by their columns, without a parse.
import { goesOn, hasLoneReturn, isDash } from './bytes.ts';
import { contentAt, EVERY_COLUMN, lineBehind, shallowFrom } from './lines.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const DOCUMENT_START = /^---(?:[ \t]+#[^\n]*|[ \t]*)\r?\n/;
const SECTION = /^([A-Za-z]+):[ \t\r\n]/;
const ITEMS = /^items:(?:[ \t]+#[^\n]*|[ \t]*)\r?\n/;
const LONGEST_HEAD = 256;

/** A range of bytes that holds whole lines. */
export type Range = { readonly start: number; readonly end: number };
export type Layout = {
  /** By top-level key, each from the key's line on. */
  readonly sections: ReadonlyMap<string, Range>;
  /** Each from the line of its dash on; comments between two items belong to the first. */
  readonly items: readonly Range[];
  /** Column of the dashes. */
  readonly column: number;
};

/**
 * The layout of a block mapping at column 0 whose `items` are a block sequence; `undefined` for every other
 * text, which needs a parser.
 *
 * Columns are enough: in YAML, everything in an item is indented deeper than its dash, including block scalars
 * with lines such as `---` and `- `.
 *
 * @param bytes ends with a line feed
 */
export function scan(bytes: Buffer): Layout | undefined {
  if (hasLoneReturn(bytes)) return undefined;
  const scanner = new Scanner(bytes);
  const start = BYTE_ORDER_MARK.equals(bytes.subarray(0, 3)) ? BYTE_ORDER_MARK.length : 0;
  let line = shallowFrom(bytes, start, 0);
  while (line < bytes.length) {
    const deepest = scanner.take(line);
    if (deepest === REFUSED) return undefined;
    line = shallowFrom(bytes, lineBehind(bytes, line), deepest);
  }
  return scanner.layout();
}

const REFUSED = -1;

/** Takes one line after the other; each time it returns the deepest column of the lines that it needs next. */
class Scanner {
  readonly #bytes: Buffer;
  readonly #sections = new Map<string, number>();
  readonly #dashes: number[] = [];
  #isFirst = true;
  #isInItems = false;
  /** Of the dashes; -1 before the first. */
  #column = -1;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  take(line: number): number {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (isFirst && DOCUMENT_START.test(this.#headAt(line))) return 0;
    const at = contentAt(this.#bytes, line);
    const column = at - line;
    const opens = isDash(this.#bytes, at);
    if (this.#isInItems && this.#column >= 0 && goesOn(this.#bytes[at])) return this.#column;
    if (column === 0 && !opens) return this.#section(line);
    // In another section, a dash in column 0 belongs to that section's list.
    if (!this.#isInItems) return this.#sections.size > 0 ? 0 : REFUSED;
    if (this.#column < 0) this.#column = column;
    if (column !== this.#column || !opens) return REFUSED;
    this.#dashes.push(line);
    return column;
  }

  layout(): Layout | undefined {
    const { length } = this.#bytes;
    const starts = [...this.#sections.values()];
    const sections = new Map(
      [...this.#sections].map(([key, start], index) => [
        key,
        { start, end: starts[index + 1] ?? length },
      ]),
    );
    const last = sections.get('items')?.end ?? 0;
    const dashes = this.#dashes;
    const items = dashes.map((start, index) => ({ start, end: dashes[index + 1] ?? last }));
    return items.length === 0 ? undefined : { sections, items, column: this.#column };
  }

  #section(line: number): number {
    const head = this.#headAt(line);
    const [, key] = SECTION.exec(head) ?? [];
    if (key === undefined || this.#sections.has(key)) return REFUSED;
    this.#sections.set(key, line);
    this.#isInItems = key === 'items';
    if (!this.#isInItems) return 0;
    return ITEMS.test(head) ? EVERY_COLUMN : REFUSED;
  }

  #headAt(line: number): string {
    return this.#bytes.toString('latin1', line, line + LONGEST_HEAD);
  }
}
