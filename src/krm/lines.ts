// Steps from line to line over the bytes of a text. Loops in JavaScript, because lines are too short for a
// native call each; small functions, because V8 compiles what is called often sooner than a long loop.
import { isVoid } from './bytes.ts';

const [NEWLINE, SPACE] = [10, 32];

/** Deeper than any real column; a small integer, so that V8 stores it as it stores columns. */
export const EVERY_COLUMN = 2 ** 31 - 1;

/** Where a line's content begins. */
export function contentAt(bytes: Buffer, line: number): number {
  let at = line;
  while (bytes[at] === SPACE) at++;
  return at;
}

/** The start of the line after the one that holds an offset. The text must end with a line feed. */
export function lineBehind(bytes: Buffer, from: number): number {
  let end = from;
  while (bytes[end] !== NEWLINE) end++;
  return end + 1;
}

/**
 * The start of the first line, from `start` on, whose content begins in column `deepest` or left of it; the
 * length of the text if there is none. A comment is not content.
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
