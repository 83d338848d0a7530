// Finding the sections and items of a block-style ResourceList by their columns, without parsing.
import { goesOn, hasLoneReturn, isDash, isVoid } from './bytes.ts';

const [NEWLINE, SPACE] = [10, 32];
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const DOCUMENT_START = /^---(?:[ \t]+#[^\n]*|[ \t]*)\r?\n/;
const SECTION = /^([A-Za-z]+):[ \t\r\n]/;
const ITEMS = /^items:(?:[ \t]+#[^\n]*|[ \t]*)\r?\n/;
const LONGEST_HEAD = 256;

/** A range of bytes, whole lines. */
export type Range = { readonly start: number; readonly end: number };
/** `heads`: where the lines begin that hold a key of its own, or what stands left of its keys. */
export type ItemRange = Range & { readonly heads?: readonly number[] };
export type Layout = {
  /** By top-level key, each from the key's line on. */
  readonly sections: ReadonlyMap<string, Range>;
  /** Each from the line of its dash on; comments between two items belong to the first. */
  readonly items: readonly ItemRange[];
  /** Column of the dashes. */
  readonly column: number;
};

/**
 * The layout of a block mapping at column 0 whose `items` are a block sequence; `undefined` for
 * everything else, which a parser must read.
 *
 * Columns suffice: YAML demands that whatever an item holds stands deeper than its dash, the lines
 * of block scalars included, with `---` and `- ` in them.
 *
 * @param bytes ends with a line feed
 */
export function scan(bytes: Buffer): Layout | undefined {
  if (hasLoneReturn(bytes)) return undefined;
  const scanner = new Scanner(bytes);
  const start = BYTE_ORDER_MARK.equals(bytes.subarray(0, 3)) ? BYTE_ORDER_MARK.length : 0;
  let deepest = 0;
  // Loops, for lines are too short for a call into native code each.
  for (let line = start, end = line; line < bytes.length; line = end) {
    let at = line;
    while (bytes[at] === SPACE) at++;
    end = at;
    while (bytes[end] !== NEWLINE) end++;
    end++;
    if (at - line > deepest || isVoid(bytes[at])) continue;
    deepest = scanner.take(line, at);
    if (deepest < 0) return undefined;
  }
  return scanner.layout();
}

const EVERY_COLUMN = Number.POSITIVE_INFINITY;
const REFUSED = -1;

/** Takes the lines that matter, and says up to which column the next ones do. */
class Scanner {
  readonly #bytes: Buffer;
  readonly #sections = new Map<string, number>();
  readonly #items: ItemRange[] = [];
  /** Of the current item; -1 before the first. */
  #start = -1;
  readonly #heads: number[] = [];
  #isFirst = true;
  #isInItems = false;
  /** Of the dashes; -1 before the first. */
  #column = -1;
  /** Of the current item's keys, once there is one. */
  #width = EVERY_COLUMN;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** @param at where the content of the line begins */
  take(line: number, at: number): number {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (isFirst && DOCUMENT_START.test(this.#headAt(line))) return 0;
    const column = at - line;
    const opens = isDash(this.#bytes, at);
    if (this.#isInItems && this.#start >= 0 && goesOn(this.#bytes[at])) return this.#width;
    if (column === 0 && !opens) return this.#section(line);
    // Elsewhere a dash is an item of a section's list.
    if (!this.#isInItems) return this.#sections.size > 0 ? 0 : REFUSED;
    if (this.#column < 0) this.#column = column;
    if (column > this.#column) return this.#key(line, column, opens);
    return column === this.#column && opens ? this.#item(line, at) : REFUSED;
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
    this.#end(sections.get('items')?.end ?? 0);
    const items = this.#items;
    return items.length === 0 ? undefined : { sections, items, column: this.#column };
  }

  /** Ends the current item, if there is one. */
  #end(end: number): void {
    if (this.#start < 0) return;
    this.#items.push({ start: this.#start, end, heads: this.#heads.slice() });
    this.#heads.length = 0;
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

  #item(line: number, dash: number): number {
    let at = dash + 1;
    while (this.#bytes[at] === SPACE) at++;
    const isAlone = isVoid(this.#bytes[at]);
    this.#end(line);
    this.#start = line;
    if (!isAlone) this.#heads.push(line);
    this.#width = isAlone ? EVERY_COLUMN : at - line;
    return this.#width;
  }

  #key(line: number, column: number, opens: boolean): number {
    // A list may stand in the column of its key.
    if (opens && column === this.#width) return column;
    this.#heads.push(line);
    if (this.#width === EVERY_COLUMN) this.#width = column;
    return this.#width;
  }

  #headAt(line: number): string {
    return this.#bytes.toString('latin1', line, line + LONGEST_HEAD);
  }
}
