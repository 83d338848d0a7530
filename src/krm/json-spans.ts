// Finds the items of a ResourceList in JSON by its brackets and quotes, without a tree.
import type { Range } from './scan.ts';

const [QUOTE, BACKSLASH, COMMA, COLON] = [...Buffer.from('"\\,:')];
const BLANKS: ReadonlySet<number | undefined> = new Set(Buffer.from(' \t\r\n'));
const [OPEN, CLOSE] = [new Set(Buffer.from('[{')), new Set(Buffer.from(']}'))];
const ENDS: ReadonlySet<number | undefined> = new Set([undefined, ...Buffer.from(',]} \t\r\n')]);

/** The values of the top level by their keys. */
export function valuesOf(json: Buffer, start: number): ReadonlyMap<string, Range> | undefined {
  const values = new Map<string, Range>();
  let at = blanksEnd(json, start + 1);
  while (json[at] === QUOTE) {
    const key = JSON.parse(json.toString('utf8', at, stringEnd(json, at))) as string;
    at = blanksEnd(json, stringEnd(json, at));
    if (json[at] !== COLON || values.has(key)) return undefined;
    const value = blanksEnd(json, at + 1);
    const end = valueEnd(json, value);
    values.set(key, { start: value, end });
    at = blanksEnd(json, end);
    if (json[at] === COMMA) at = blanksEnd(json, at + 1);
  }
  return values;
}

/** The entries of a list. */
export function entriesOf(json: Buffer, { start, end }: Range): Range[] {
  const entries: Range[] = [];
  for (let at = blanksEnd(json, start + 1); at < end - 1; ) {
    const next = valueEnd(json, at);
    entries.push({ start: at, end: next });
    at = blanksEnd(json, next);
    if (json[at] === COMMA) at = blanksEnd(json, at + 1);
  }
  return entries;
}

function valueEnd(json: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; ) {
    const byte = json[at] ?? 0;
    if (OPEN.has(byte)) depth++;
    else if (CLOSE.has(byte)) depth--;
    if (byte === QUOTE) at = stringEnd(json, at);
    else if (depth > 0 || CLOSE.has(byte)) at++;
    else at = literalEnd(json, at);
    if (depth === 0) return at;
  }
  return json.length;
}

function literalEnd(json: Buffer, start: number): number {
  let at = start;
  while (!ENDS.has(json[at])) at++;
  return at;
}

function stringEnd(json: Buffer, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

function blanksEnd(json: Buffer, start: number): number {
  let at = start;
  while (BLANKS.has(json[at])) at++;
  return at;
}
