// What the first bytes of a line's content say, before anything is parsed.

const [NEWLINE, RETURN, SPACE, HASH, COMMA, DASH] = [10, 13, 32, 35, 44, 45];
const [BRACKET, BRACE] = [0x5d, 0x7d];

/** Whether the first byte after a line's indentation shows that the line is blank or a comment. */
export const isVoid = (byte: number | undefined): boolean =>
  byte === NEWLINE || byte === RETURN || byte === HASH;

/**
 * Whether a line that begins with this byte can only continue a flow collection. After a comment inside
 * one, kpt continues in any column, and can read that again.
 */
export const goesOn = (byte: number | undefined): boolean =>
  byte === COMMA || byte === BRACKET || byte === BRACE;

/** Whether a block sequence entry begins at this offset. */
export function isDash(bytes: Buffer, at: number): boolean {
  const next = bytes[at + 1];
  return bytes[at] === DASH && (next === SPACE || next === NEWLINE || next === RETURN);
}

/** Whether a carriage return has no line feed after it: YAML alone takes that for a line break. */
export function hasLoneReturn(bytes: Buffer): boolean {
  let at = bytes.indexOf(RETURN);
  while (at >= 0 && bytes[at + 1] === NEWLINE) at = bytes.indexOf(RETURN, at + 1);
  return at >= 0;
}
