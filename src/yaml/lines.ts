// Finds the start and end of the line around an offset. A carriage return alone breaks a line too.

const [FEED, RETURN] = [10, 13];

/** Whether a line begins at an offset. */
const opensAt = (source: string, offset: number): boolean => {
  if (offset === 0) return true;
  const before = source.charCodeAt(offset - 1);
  return before === FEED || (before === RETURN && source.charCodeAt(offset) !== FEED);
};

// Loops: a search for one kind of line break would run through the whole text if it has only the other.

export function lineStart(source: string, offset: number): number {
  let at = offset;
  while (!opensAt(source, at)) at--;
  return at;
}

/** The offset after the line's break; `offset` itself if a line begins there. */
export const lineEnd = (source: string, offset: number): number =>
  offset > 0 && opensAt(source, offset) ? offset : nextLine(source, offset);

/** The start of the line after the one that holds `offset`; the end of the text if there is none. */
export function nextLine(source: string, offset: number): number {
  let at = offset + 1;
  while (at < source.length && !opensAt(source, at)) at++;
  return Math.min(at, source.length);
}

export const column = (source: string, offset: number): number =>
  offset - lineStart(source, offset);

/** The line break of the text, judged by its first line. */
export const lineBreak = (source: string): '\n' | '\r\n' =>
  source[source.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';

/** Whether only blanks come before `offset` on its line. */
export const opensLine = (source: string, offset: number): boolean =>
  source.slice(lineStart(source, offset), offset).trim() === '';

/** A line break if `[start, end)` ends with one, for the end of the text that replaces it. */
export const breakOf = (source: string, start: number, end: number): string =>
  end > start && opensAt(source, end) ? lineBreak(source) : '';
