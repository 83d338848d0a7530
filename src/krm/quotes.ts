// Whether a text may end inside a quoted scalar: one that continues left of its item is cut by columns.

const [DOUBLE, SINGLE, BACKSLASH] = [34, 39, 92];
/** What can come directly before a scalar. */
const BEFORE: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n[{,:'));

/** False only if that is certain: the last quote of each kind, escapes left out, begins no scalar. */
export const mayEndInQuote = (text: Buffer): boolean =>
  mayBegin(text, lastDouble(text)) || mayBegin(text, lastSingle(text));

const mayBegin = (text: Buffer, at: number): boolean => at >= 0 && BEFORE.has(text[at - 1] ?? 32);

function lastDouble(text: Buffer): number {
  let at = text.lastIndexOf(DOUBLE);
  while (at > 0 && (at - runStart(text, at - 1, BACKSLASH)) % 2 === 1) {
    at = text.lastIndexOf(DOUBLE, at - 1);
  }
  return at;
}

/** In single quotes, two are an escape; two for themselves are an empty scalar. */
function lastSingle(text: Buffer): number {
  let end = text.lastIndexOf(SINGLE);
  while (end >= 0) {
    const start = runStart(text, end, SINGLE);
    if ((end - start) % 2 === 0 || start === 0) return start;
    end = text.lastIndexOf(SINGLE, start - 1);
  }
  return end;
}

/** The first of the equal bytes that end at an offset; the offset behind it if there is none. */
function runStart(text: Buffer, end: number, byte: number): number {
  let start = end + 1;
  while (text[start - 1] === byte) start--;
  return start;
}
