// Finding the sections and items of a block-style ResourceList by their columns, without parsing.
import { goesOn, hasLoneReturn, isDash, isVoid } from './bytes.ts';
import { lineBehind, shallowFrom } from './lines.ts';
import { mayBeOfHeader, usualHeader } from './usual.ts';

const SPACE = 32;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const DOCUMENT_START = /^---(?:[ \t]+#[^\n]*|[ \t]*)\r?\n/;
const SECTION = /^([A-Za-z]+):[ \t\r\n]/;
const ITEMS = /^items:(?:[ \t]+#[^\n]*|[ \t]*)\r?\n/;
const LONGEST_HEAD = 256;

/** A range of bytes, whole lines. */
export type Range = { readonly start: number; readonly end: number };
export type ItemRange = Range & {
  /** Where it has the usual form and nothing behind it can be a part of it. */
  readonly header?: string | undefined;
  /** In another form, where the lines begin that hold a key of its own, or what stands left of its keys. */
  readonly heads?: readonly number[] | undefined;
};
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
  for (let line = shallowFrom(bytes, start, deepest); line < bytes.length; ) {
    deepest = scanner.take(line);
    if (deepest === REFUSED) return undefined;
    line = shallowFrom(bytes, lineBehind(bytes, Math.max(line, scanner.readTo)), deepest);
  }
  return scanner.layout();
}

/** An integer, for V8 as all columns are. */
const EVERY_COLUMN = 2 ** 31 - 1;
const REFUSED = -1;

/** Takes the lines that matter, and says up to which column the next ones do. */
class Scanner {
  readonly #bytes: Buffer;
  readonly #sections = new Map<string, number>();
  readonly #items: ItemRange[] = [];
  /** The byte behind which the search goes on: the last of a header in the usual form. */
  readTo = 0;
  /** Of the current item; -1 before the first. */
  #start = -1;
  #header: string | undefined;
  #heads: number[] | undefined;
  #isFirst = true;
  #isInItems = false;
  /** Of the dashes; -1 before the first. */
  #column = -1;
  /** Of the current item's keys, once there is one. */
  #width = EVERY_COLUMN;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  take(line: number): number {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (isFirst && DOCUMENT_START.test(this.#headAt(line))) return 0;
    let at = line;
    while (this.#bytes[at] === SPACE) at++;
    const column = at - line;
    const opens = isDash(this.#bytes, at);
    if (this.#isInItems && this.#start >= 0 && goesOn(this.#bytes[at])) return this.#width;
    if (column === 0 && !opens) return this.#section(line);
    // Elsewhere a dash is an item of a section's list.
    if (!this.#isInItems) return this.#sections.size > 0 ? 0 : REFUSED;
    if (this.#column < 0) this.#column = column;
    if (column > this.#column) return this.#key(line, at);
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
    this.#items.push({ start: this.#start, end, header: this.#header, heads: this.#heads });
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
    this.#end(line);
    this.#start = line;
    this.#header = undefined;
    this.#heads = [];
    this.#width = EVERY_COLUMN;
    return isVoid(this.#bytes[at]) ? EVERY_COLUMN : this.#firstKey(line, at - line);
  }

  #firstKey(line: number, column: number): number {
    this.#header = usualHeader(this.#bytes, line);
    this.#heads = this.#header === undefined ? [line] : undefined;
    this.readTo = line + (this.#header?.length ?? 0) - 1;
    this.#width = column;
    return column;
  }

  #key(line: number, at: number): number {
    const column = at - line;
    if (this.#width === EVERY_COLUMN) return this.#firstKey(line, column);
    this.#heads?.push(line);
    if (column < this.#width || mayBeOfHeader(this.#bytes[at])) this.#header = undefined;
    return this.#width;
  }

  #headAt(line: number): string {
    return this.#bytes.toString('latin1', line, line + LONGEST_HEAD);
  }
}
