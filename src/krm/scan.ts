// Finding the sections and items of a block-style ResourceList by their columns, without parsing.

const [NEWLINE, RETURN, SPACE, HASH, DASH] = [10, 13, 32, 35, 45];
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const DOCUMENT_START = /^---(?:[ \t]+#[^\n]*|[ \t]*)\r?\n/;
const SECTION = /^([A-Za-z]+):[ \t\r\n]/;
const ITEMS = /^items:(?:[ \t]+#[^\n]*|[ \t]*)\r?\n/;
const LONGEST_HEAD = 256;

/** A range of bytes, whole lines. */
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
  const start = BYTE_ORDER_MARK.equals(bytes.subarray(0, 3)) ? BYTE_ORDER_MARK.length : 0;
  const marks = linesAt(bytes, 0, { start, end: bytes.length }) ?? [];
  const [head] = marks;
  if (head !== undefined && DOCUMENT_START.test(headAt(bytes, head))) marks.shift();
  const keys = marks.filter(mark => !isDash(bytes, mark));
  if (keys[0] !== marks[0]) return undefined;
  const sections = new Map<string, Range>();
  for (const [index, mark] of keys.entries()) {
    const [, key] = SECTION.exec(headAt(bytes, mark)) ?? [];
    if (key === undefined || sections.has(key)) return undefined;
    sections.set(key, { start: mark, end: keys[index + 1] ?? bytes.length });
  }
  const section = sections.get('items');
  if (section === undefined || !ITEMS.test(headAt(bytes, section.start))) return undefined;
  const list = itemsIn(bytes, { ...section, start: lineAfter(bytes, section.start) }, marks);
  return list && { sections, ...list };
}

/** @param marks the lines that have content in column 0 */
function itemsIn(
  bytes: Buffer,
  range: Range,
  marks: readonly number[],
): Pick<Layout, 'items' | 'column'> | undefined {
  const { start, end } = range;
  const column = firstColumn(bytes, range);
  const starts =
    column === 0
      ? marks.filter(mark => mark >= start && mark < end)
      : linesAt(bytes, column, range);
  if (!starts?.every(line => isDash(bytes, line + column))) return undefined;
  const items = starts.map((from, index) => ({ start: from, end: starts[index + 1] ?? end }));
  return items.length === 0 ? undefined : { items, column };
}

/** The lines whose content begins in that column; `undefined` where some begins left of it. */
function linesAt(bytes: Buffer, column: number, { start, end }: Range): number[] | undefined {
  const lines: number[] = [];
  for (let line = start; line < end; line = lineAfter(bytes, line)) {
    let at = line;
    while (at < line + column && bytes[at] === SPACE) at++;
    if (bytes[at] === SPACE || isVoid(bytes[at])) continue;
    if (at < line + column) return undefined;
    lines.push(line);
  }
  return lines;
}

/** The column of the first content; -1 where there is none. */
function firstColumn(bytes: Buffer, { start, end }: Range): number {
  for (let line = start; line < end; line = lineAfter(bytes, line)) {
    let at = line;
    while (bytes[at] === SPACE) at++;
    if (!isVoid(bytes[at])) return at - line;
  }
  return -1;
}

/** Whether a byte that begins a line's content begins none: the line is blank or a comment. */
const isVoid = (byte: number | undefined): boolean =>
  byte === NEWLINE || byte === RETURN || byte === HASH;

function isDash(bytes: Buffer, at: number): boolean {
  const next = bytes[at + 1];
  return bytes[at] === DASH && (next === SPACE || next === NEWLINE || next === RETURN);
}

// A loop, for lines are too short for a call into native code each.
function lineAfter(bytes: Buffer, at: number): number {
  let end = at;
  while (bytes[end] !== NEWLINE) end++;
  return end + 1;
}

const headAt = (bytes: Buffer, line: number): string =>
  bytes.toString('latin1', line, line + LONGEST_HEAD);

/** Whether there is a carriage return that no line feed follows: a line break to YAML alone. */
export function hasLoneReturn(bytes: Buffer): boolean {
  let at = bytes.indexOf(RETURN);
  while (at >= 0 && bytes[at + 1] === NEWLINE) at = bytes.indexOf(RETURN, at + 1);
  return at >= 0;
}
