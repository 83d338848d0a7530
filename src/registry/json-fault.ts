// Where a text stops being JSON, or repeats a name: JSON.parse quotes the text in its message, or says nothing.

/** Both count from 1, the column in UTF-16 units. */
export type Position = { readonly line: number; readonly column: number };

/**
 * The first token, or the first character in a string, that no JSON text has there, or the end where
 * something is missing; undefined for JSON.
 */
export function jsonFault(text: string): Position | undefined {
  const offset = faultOffset(text);
  return offset === undefined ? undefined : positionOf(text, offset);
}

/** Where an object of a JSON text has a name for the second time, of which JSON.parse tells nothing. */
export function repeatedName(text: string): Position | undefined {
  const objects: Set<unknown>[] = []; // the names in the collections around
  const open: string[] = [];
  let allowed = VALUE;
  let at = endOf(BLANKS, text, 0);
  while (at < text.length) {
    const { kind, end } = tokenAt(text, at);
    const names = objects.at(-1);
    if (isName(kind, allowed) && names !== undefined) {
      const name: unknown = JSON.parse(text.slice(at, end));
      if (names.has(name)) return positionOf(text, at);
      names.add(name);
    }
    if (CLOSE[kind] !== undefined) objects.push(new Set());
    else if (kind === open.at(-1)) objects.pop();
    allowed = follow(kind, allowed, open);
    at = endOf(BLANKS, text, end);
  }
  return undefined;
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** `s` is a string, `x` another scalar, `?` no token; the others are themselves. */
type Token = { readonly kind: string; readonly end: number; readonly isBroken: boolean };

const BLANKS = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// Of the control characters JSON allows those behind ASCII.
const CHARACTERS = /(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*/uy;

// The kinds of tokens that may come next.
const VALUE = '{[sx';
const NAME = 's';
const END = '';

const CLOSE: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

function faultOffset(text: string): number | undefined {
  const open: string[] = []; // the ends of the collections around
  let allowed = VALUE;
  let at = endOf(BLANKS, text, 0);
  while (at < text.length) {
    const { kind, end, isBroken } = tokenAt(text, at);
    if (!allowed.includes(kind)) return at;
    if (isBroken) return end;
    allowed = follow(kind, allowed, open);
    at = endOf(BLANKS, text, end);
  }
  return allowed === END ? undefined : at;
}

/** What may come behind a token, which opens or closes a collection. */
function follow(kind: string, allowed: string, open: string[]): string {
  if (isName(kind, allowed)) return ':';
  if (kind === ':') return VALUE;
  if (kind === ',') return open.at(-1) === '}' ? NAME : VALUE;
  const close = CLOSE[kind];
  if (close !== undefined) {
    open.push(close);
    return close === '}' ? `${NAME}${close}` : `${VALUE}${close}`;
  }
  if (kind === open.at(-1)) open.pop();
  return open.length > 0 ? `,${open.at(-1)}` : END;
}

const isName = (kind: string, allowed: string): boolean => kind === 's' && !allowed.includes('x');

function tokenAt(text: string, at: number): Token {
  const char = text[at] ?? '';
  if ('{}[],:'.includes(char)) return { kind: char, end: at + 1, isBroken: false };
  if (char === '"') {
    const end = endOf(CHARACTERS, text, at + 1);
    return text[end] === '"'
      ? { kind: 's', end: end + 1, isBroken: false }
      : { kind: 's', end, isBroken: true };
  }
  const end = endOf(SCALAR, text, at);
  return { kind: end > at ? 'x' : '?', end, isBroken: false };
}

/** Where what the sticky pattern matches from `at` on ends; `at` where it matches nothing. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
