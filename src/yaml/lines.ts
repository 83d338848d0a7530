// Finds the start and end of the line around an offset. A carriage return alone breaks a line too.

const opensAt = (source: string, offset: number): boolean =>
  offset === 0 ||
  source[offset - 1] === '\n' ||
  (source[offset - 1] === '\r' && source[offset] !== '\n');

export function lineStart(source: string, offset: number): number {
  const start = offset === 0 ? 0 : source.lastIndexOf('\n', offset - 1) + 1;
  if (!source.slice(start, offset).includes('\r')) return start;
  let at = offset;
  while (!opensAt(source, at)) at--;
  return at;
}

/** The offset after the line's break; `offset` itself if a line begins there. */
export function lineEnd(source: string, offset: number): number {
  if (offset > 0 && opensAt(source, offset)) return offset;
  const end = source.indexOf('\n', offset) + 1 || source.length;
  if (!source.slice(offset, end).includes('\r')) return end;
  let at = offset;
  while (at < source.length && (at === 0 || !opensAt(source, at))) at++;
  return at;
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
