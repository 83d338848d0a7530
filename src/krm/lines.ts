// The lines of a text by their columns, over its bytes. Loops, for lines are too short for a call into native
// code each; and functions, for V8 compiles what is called often sooner than what loops long.
import { isVoid } from './bytes.ts';

const [NEWLINE, SPACE] = [10, 32];

/** Deeper than any; an integer, for V8 as all columns are. */
export const EVERY_COLUMN = 2 ** 31 - 1;

/** Where a line's content begins. */
export function contentAt(bytes: Buffer, line: number): number {
  let at = line;
  while (bytes[at] === SPACE) at++;
  return at;
}

/** The line behind that in which a byte stands; the text must end with a line feed. */
export function lineBehind(bytes: Buffer, from: number): number {
  let end = from;
  while (bytes[end] !== NEWLINE) end++;
  return end + 1;
}

/**
 * The start of the first line, from one on, with content in column `deepest` or left of it; the length of
 * the text where there is none. Comments are no content.
 */
export function shallowFrom(bytes: Buffer, start: number, deepest: number): number {
  const { length } = bytes;
  for (let line = start; line < length; ) {
    let at = line;
    while (bytes[at] === SPACE) at++;
    if (at - line <= deepest && !isVoid(bytes[at])) return line;
    line = lineBehind(bytes, at);
  }
  return length;
}
