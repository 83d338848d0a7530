// Reading an item's type and metadata out of its bytes, without parsing the rest of it.

const [NEWLINE, RETURN, SPACE, HASH] = [10, 13, 32, 35];
const LONGEST_KEY = 64;
const KEY = /^([A-Za-z][\w.-]*):[ \t\r\n]/
const WANTED = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * The lines of `apiVersion`, `kind` and `metadata` of a block mapping, as a document of their own.
 * `undefined` where a top-level line is no plain `key:`, so that only a full parse can tell.
 *
 * @param dash offset of the item's dash, which counts as a blank; -1 where there is none
 */
export function peek(bytes: Buffer, dash: number): string | undefined {
  const found: string[] = [];
  const seen = new Set<string>();
  let [width, from] = [-1, -1];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const indent = indentOf(bytes, start, dash);
    const first = bytes[start + indent];
    const blank = first === undefined || first === NEWLINE || first === RETURN || first === HASH;
    if (!blank && width < 0) width = indent;
    if (!blank && indent <= width) {
      const key = KEY.exec(
        bytes.toString('latin1', start + indent, Math.min(end, start + indent + LONGEST_KEY)),
      )?.[1];
      if (key === undefined || indent < width || seen.has(key)) return undefined;
      if (from >= 0) found.push(blanked(bytes, from, start, dash));
      seen.add(key);
      from = WANTED.has(key) ? start : -1;
      if (found.length === WANTED.size) break;
    }
    start = end;
  }
  if (from >= 0 && found.length < WANTED.size) found.push(blanked(bytes, from, bytes.length, dash));
  return found.join('');
}

function indentOf(bytes: Buffer, start: number, dash: number): number {
  let at = start;
  while (bytes[at] === SPACE || at === dash) at++;
  return at - start;
}

function blanked(bytes: Buffer, start: number, end: number, dash: number): string {
  const text = bytes.toString('utf8', start, end);
  return start <= dash ? text.replace('-', ' ') : text;
}
