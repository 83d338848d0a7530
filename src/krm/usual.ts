// The form in which kpt writes nearly every object: its header is told at a glance.

/** What is decoded for each item: kpt's headers have 300 to 700 bytes. */
const LONGEST = 768;
/** Up to a line of a next key or item; without comments, blank lines, and what is not ASCII. */
const HEADER =
  /^[- ] apiVersion: [ -~]+\n {2}kind: [ -~]+\n {2}metadata:\n(?: {3}[ -~]+\n)+(?= {0,2}[A-Za-z-])/;

/** The header that begins with a line, as `peek` gives it; `undefined` in every other form. */
export const usualHeader = (bytes: Buffer, line: number): string | undefined =>
  HEADER.exec(bytes.toString('latin1', line, line + LONGEST))?.[0];

/** All letters but those of `apiVersion`, `kind` and `metadata`. */
const OTHER_LETTERS = new Set(Buffer.from('bcdefghijlnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'));

/** Whether a line that begins so may hold a key of a header: a second one, or one in quotes. */
export const mayBeOfHeader = (byte = 0): boolean => !OTHER_LETTERS.has(byte);
