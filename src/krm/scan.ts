// Finding the sections and items of a block-style ResourceList by their columns, without parsing.

const [NEWLINE, RETURN, SPACE, HASH, DASH] = [10, 13, 32, 35, 45];
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const SECTION = /^([A-Za-z]+):(?:[ \t]*(?:#[^\n]*)?\r?\n|([ \t]))/;
const DOCUMENT_START = /^---[ \t]*(?:#[^\n]*)?\r?\n/;
const LONGEST_LINE = 256;

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
 * @param bytes ends with a line break
 */
export function scan(bytes: Buffer): Layout | undefined {
  const start = bytes.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
  const marks = marksAt(bytes, 0, { start, end: bytes.length });
  const sections = new Map<string, Range>();
  const dashes: number[] = [];
  let [items, end] = [undefined as Range | undefined, bytes.length];
  for (const mark of marks.toReversed()) {
    if (isDash(bytes, mark)) {
      dashes.push(mark);
      continue;
    }
    const line = bytes.toString('latin1', mark, Math.min(end, mark + LONGEST_LINE));
    if (mark === marks[0] && DOCUMENT_START.test(line)) continue;
    const [, key, value] = SECTION.exec(line) ?? [];
    if (key === undefined || sections.has(key)) return undefined;
    sections.set(key, { start: mark, end });
    if (key === 'items' && value === undefined) items = { start: mark, end };
    end = mark;
  }
  return items && layout(bytes, sections, items, dashes.toReversed());
}

function layout(
  bytes: Buffer,
  sections: ReadonlyMap<string, Range>,
  { start, end }: Range,
  dashes: readonly number[],
): Layout | undefined {
  const inside = { start: bytes.indexOf(NEWLINE, start) + 1, end };
  let starts = dashes.filter(dash => dash > start && dash < end);
  let column = 0;
  if (starts.length === 0) {
    column = firstColumn(bytes, inside);
    const marks = marksAt(bytes, column, inside);
    const opens = (mark: number) => bytes[mark - column - 1] === NEWLINE && isDash(bytes, mark);
    if (column === 0 || !marks.every(opens)) return undefined;
    starts = marks.map(mark => mark - column);
  }
  const items = starts.map((from, index) => ({ start: from, end: starts[index + 1] ?? end }));
  return items.length === 0 ? undefined : { sections, items, column };
}

/** Offsets of what stands in that column behind nothing but blanks, comments left out. */
function marksAt(bytes: Buffer, column: number, { start, end }: Range): number[] {
  const marks: number[] = [];
  for (let line = start; line < end; ) {
    let at = line;
    while (at < line + column && bytes[at] === SPACE) at++;
    const first = bytes[at];
    const content = first !== SPACE && first !== HASH && first !== NEWLINE && first !== RETURN;
    if (content) marks.push(at);
    while (at < end && bytes[at] !== NEWLINE) at++;
    line = at + 1;
  }
  return marks;
}

/** The column of the first line that is neither blank nor a comment; 0 where there is none. */
function firstColumn(bytes: Buffer, { start, end }: Range): number {
  const text = bytes.toString('latin1', start, Math.min(end, start + 64 * LONGEST_LINE));
  return /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)/.exec(text)?.[1]?.length ?? 0;
}

function isDash(bytes: Buffer, at: number): boolean {
  const next = bytes[at + 1];
  return bytes[at] === DASH && (next === SPACE || next === NEWLINE || next === RETURN);
}
