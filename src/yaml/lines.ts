// Where lines begin and end around an offset of a source text.

export const lineStart = (source: string, offset: number): number =>
  source.lastIndexOf('\n', offset - 1) + 1;

/** The offset behind the line's newline; `offset` itself where a line begins there already. */
export function lineEnd(source: string, offset: number): number {
  if (offset > 0 && source[offset - 1] === '\n') return offset;
  const newline = source.indexOf('\n', offset);
  return newline < 0 ? source.length : newline + 1;
}

export const column = (source: string, offset: number): number =>
  offset - lineStart(source, offset);

export const lineBreak = (source: string): '\n' | '\r\n' =>
  source[source.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';

/** Whether only blanks stand before `offset` on its line. */
export const opensLine = (source: string, offset: number): boolean =>
  source.slice(lineStart(source, offset), offset).trim() === '';
