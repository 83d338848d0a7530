// Which ranges of a text may end inside a quoted scalar: one that continues left of its item is cut by columns.
import type { Range } from './scan.ts';

const [DOUBLE, SINGLE, BACKSLASH] = [34, 39, 92];
/** What can come directly before a scalar. */
const BEFORE: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n[{,:'));

/**
 * The indexes of the ranges, from the last to the first. One is missing only if it is certain that the last
 * quote of each kind in it, escapes left out, begins no scalar.
 */
export function endingInQuote(bytes: Buffer, ranges: readonly Range[]): number[] {
  const found: number[] = [];
  // A quote that is left of its range is also the last one of ranges before it.
  let [double, single] = [bytes.length, bytes.length];
  for (let index = ranges.length - 1; index >= 0; index--) {
    const { start, end } = ranges[index] as Range;
    if (double >= end) double = lastDouble(bytes, end);
    if (single >= end) single = lastSingle(bytes, end);
    const mayBegin = (at: number) => at >= start && BEFORE.has(bytes[at - 1] ?? 32);
    if (mayBegin(double) || mayBegin(single)) found.push(index);
  }
  return found;
}

/** The last one before an offset; -1 if there is none. */
function lastDouble(bytes: Buffer, end: number): number {
  let at = bytes.lastIndexOf(DOUBLE, end - 1);
  while (at > 0 && (at - runStart(bytes, at - 1, BACKSLASH)) % 2 === 1) {
    at = bytes.lastIndexOf(DOUBLE, at - 1);
  }
  return at;
}

/** In single quotes, two are an escape; two for themselves are an empty scalar. */
function lastSingle(bytes: Buffer, end: number): number {
  let last = bytes.lastIndexOf(SINGLE, end - 1);
  while (last >= 0) {
    const start = runStart(bytes, last, SINGLE);
    if ((last - start) % 2 === 0 || start === 0) return start;
    last = bytes.lastIndexOf(SINGLE, start - 1);
  }
  return last;
}

/** The first of the equal bytes that end at an offset; the offset behind it if there is none. */
function runStart(bytes: Buffer, end: number, byte: number): number {
  let start = end + 1;
  while (bytes[start - 1] === byte) start--;
  return start;
}
