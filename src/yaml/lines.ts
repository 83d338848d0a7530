// Where lines begin and end around an offset of a source text. A CR alone breaks a line too.

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

/** The offset behind the line's break; `offset` itself where a line begins there already. */
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

/** The break of the first line. */
export const lineBreak = (source: string): '\n' | '\r\n' =>
  source[source.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';

/** Whether only blanks stand before `offset` on its line. */
export const opensLine = (source: string, offset: number): boolean =>
  source.slice(lineStart(source, offset), offset).trim() === '';

/** A line break where `[start, end)` ends with one, so that a text in its place ends with it too. */
export const breakOf = (source: string, start: number, end: number): string =>
  end > start && opensAt(source, end) ? lineBreak(source) : '';
