// What the first bytes of a line's content say, before anything is parsed.

const [NEWLINE, RETURN, SPACE, HASH, COMMA, DASH] = [10, 13, 32, 35, 44, 45];
const [BRACKET, BRACE] = [0x5d, 0x7d];

/** Whether a byte that begins a line's content begins none: the line is blank or a comment. */
export const isVoid = (byte: number | undefined): boolean =>
  byte === NEWLINE || byte === RETURN || byte === HASH;

/**
 * Whether a line that begins so can only go on with a flow collection. Behind a comment in one kpt goes on
 * in any column, and reads that again.
 */
export const goesOn = (byte: number | undefined): boolean =>
  byte === COMMA || byte === BRACKET || byte === BRACE;

/** Whether the dash of an item stands there. */
export function isDash(bytes: Buffer, at: number): boolean {
  const next = bytes[at + 1];
  return bytes[at] === DASH && (next === SPACE || next === NEWLINE || next === RETURN);
}

/** Whether there is a carriage return that no line feed follows: a line break to YAML alone. */
export function hasLoneReturn(bytes: Buffer): boolean {
  let at = bytes.indexOf(RETURN);
  while (at >= 0 && bytes[at + 1] === NEWLINE) at = bytes.indexOf(RETURN, at + 1);
  return at >= 0;
}
