// Reading an item's type and metadata out of its bytes, without parsing the rest of it.
import { hasLoneReturn, isDash, isVoid } from './bytes.ts';
import type { ItemRange, Range } from './scan.ts';

const [TAB, NEWLINE, RETURN, SPACE, DASH, COLON] = [9, 10, 13, 32, 45, 58];
const LONGEST_KEY = 62;
const WANTED = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * The lines of `apiVersion`, `kind` and `metadata` of a block mapping, the item's dash before them
 * where it is on the first of them.
 * `undefined` where a line in the mapping's column is neither a plain `key:`, given once, nor a
 * dash: only a full parse can tell what that is, or whether it is YAML at all. Behind a header in the usual
 * form the scan has looked for no more than what may be a second type or name.
 *
 * @param dash where the item's dash stands, which counts as a blank; -1 where there is none
 */
export function peek(bytes: Buffer, range: ItemRange, dash: number): string | undefined {
  if (range.header !== undefined) return range.header;
  const heads = range.heads ?? headsOf(bytes, range, dash);
  if (heads === undefined) return undefined;
  const found: string[] = [];
  const seen: string[] = [];
  let [width, from] = [-1, -1];
  for (const start of heads) {
    const at = contentOf(bytes, start, dash);
    if (width < 0) width = at - start;
    if (isDash(bytes, at) && at - start === width && seen.length > 0) continue;
    const key = keyAt(bytes, at);
    if (key === undefined || at - start < width || seen.includes(key)) return undefined;
    seen.push(key);
    const isFound = from >= 0;
    if (WANTED.has(key) === isFound) continue;
    if (isFound) found.push(bytes.toString('utf8', from, start));
    from = isFound ? -1 : start;
  }
  if (from >= 0) found.push(bytes.toString('utf8', from, range.end));
  return found.join('');
}

// Bytes, for a string and an expression for each key would take longer than all the rest.

/** The plain key that begins there. */
function keyAt(bytes: Buffer, at: number): string | undefined {
  let end = at;
  while (end < at + LONGEST_KEY && isKeyByte(bytes[end], end === at)) end++;
  const next = bytes[end + 1];
  const isBlank = next === SPACE || next === TAB || next === NEWLINE || next === RETURN;
  return end > at && bytes[end] === COLON && isBlank
    ? bytes.toString('latin1', at, end)
    : undefined;
}

/** A letter; behind the first also a digit, `_`, `.` or `-`. */
function isKeyByte(byte = 0, isFirst: boolean): boolean {
  const letter = byte | 0x20;
  if (letter >= 0x61 && letter <= 0x7a) return true;
  return (
    !isFirst && ((byte >= 0x30 && byte <= 0x39) || byte === 0x5f || byte === 0x2e || byte === DASH)
  );
}

/** Where the scan has not told; `undefined` where columns say nothing. */
function headsOf(bytes: Buffer, range: Range, dash: number): number[] | undefined {
  if (hasLoneReturn(bytes.subarray(range.start, range.end))) return undefined;
  const heads: number[] = [];
  let width = Number.POSITIVE_INFINITY;
  for (let { start } = range, end = start; start < range.end; start = end) {
    const at = contentOf(bytes, start, dash);
    end = at;
    while (end < range.end && bytes[end++] !== NEWLINE);
    if (isVoid(bytes[at]) || at >= range.end) continue;
    if (heads.length === 0) width = at - start;
    if (at - start <= width) heads.push(start);
  }
  return heads;
}

/** Where a line's content begins. */
function contentOf(bytes: Buffer, start: number, dash: number): number {
  let at = start;
  while (bytes[at] === SPACE || at === dash) at++;
  return at;
}
