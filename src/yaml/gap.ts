// Skips what is between nodes: blanks, line breaks and comments, in flow style also a comma.

const [TAB, FEED, RETURN, SPACE, HASH] = [9, 10, 13, 32, 35];

/** The offset of the next content; `from` is the end of a node or an indicator. */
export function contentAt(source: string, from: number): number {
  let at = from;
  let isComment = false;
  for (; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === FEED || code === RETURN) isComment = false;
    else if (code === HASH) isComment = true;
    else if (!isComment && code !== SPACE && code !== TAB) break;
  }
  return at;
}

/** The same, but after the comma if that comes first. */
export function entryAt(source: string, from: number): number {
  const at = contentAt(source, from);
  return source[at] === ',' ? contentAt(source, at + 1) : at;
}
