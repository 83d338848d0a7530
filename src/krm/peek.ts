// Reads an item's type and metadata from its bytes, without a parse of the rest.
import { isDash, isVoid } from './bytes.ts';
import { contentAt, EVERY_COLUMN, lineBehind, shallowFrom } from './lines.ts';
import type { Range } from './scan.ts';

const LONGEST_KEY = 64;
/** A plain key: a letter, then letters, digits, `_`, `.` and `-`. */
const KEY = /^[A-Za-z][\w.-]*(?=:\s)/;
const WANTED: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * The lines of `apiVersion`, `kind` and `metadata` of a block mapping, with the item's dash if it is on the
 * first of them. The lines after the last of them are not read.
 * `undefined` if a line in the mapping's column is neither a dash nor a plain `key:`, or if one of the three
 * occurs twice: then only a full parse can read the item.
 *
 * @param bytes a text that a scan could read
 * @param dash column of the dashes
 */
export function peek(bytes: Buffer, { start, end }: Range, dash: number): string | undefined {
  let line = start;
  let at = contentAt(bytes, line + dash + 1);
  if (isVoid(bytes[at])) {
    line = shallowFrom(bytes, lineBehind(bytes, at), EVERY_COLUMN);
    at = contentAt(bytes, line);
  }
  const width = at - line;
  let [header, from, isFirst] = ['', -1, true];
  const missing = new Set(WANTED);
  for (; line < end; at = contentAt(bytes, line)) {
    if (at - line < width) return undefined;
    if (isFirst || !isDash(bytes, at)) {
      isFirst = false;
      const key = KEY.exec(bytes.toString('latin1', at, at + LONGEST_KEY))?.[0];
      if (key === undefined) return undefined;
      if (WANTED.has(key)) {
        if (!missing.delete(key)) return undefined;
        if (from < 0) from = line;
      } else if (from >= 0) {
        header += bytes.toString('utf8', from, line);
        from = -1;
        if (missing.size === 0) return header;
      }
    }
    line = shallowFrom(bytes, lineBehind(bytes, at), width);
  }
  return from < 0 ? header : header + bytes.toString('utf8', from, end);
}
