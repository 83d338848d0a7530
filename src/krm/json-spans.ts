// Finds the items of a ResourceList in JSON by its brackets and quotes, without a tree.
import type { Range } from './scan.ts';

const [QUOTE, BACKSLASH, COMMA, COLON] = [...Buffer.from('"\\,:')];
const BLANKS: ReadonlySet<number | undefined> = new Set(Buffer.from(' \t\r\n'));
const [OPEN, CLOSE] = [new Set(Buffer.from('[{')), new Set(Buffer.from(']}'))];
const ENDS: ReadonlySet<number | undefined> = new Set([undefined, ...Buffer.from(',]} \t\r\n')]);

/** A range, and how deep the value in it is nested. */
export type Value = Range & { readonly depth: number };

/** The values of the top level by their keys, which have their escapes. */
export function valuesOf(json: Buffer, start: number): ReadonlyMap<string, Value> | undefined {
  const values = new Map<string, Value>();
  let at = blanksEnd(json, start + 1);
  while (json[at] === QUOTE) {
    const keyEnd = stringEnd(json, at);
    const key = json.toString('utf8', at + 1, keyEnd - 1);
    at = blanksEnd(json, keyEnd);
    if (json[at] !== COLON || values.has(key)) return undefined;
    const value = valueAt(json, blanksEnd(json, at + 1));
    values.set(key, value);
    at = blanksEnd(json, value.end);
    if (json[at] === COMMA) at = blanksEnd(json, at + 1);
  }
  return values;
}

/** The entries of a list. */
export function entriesOf(json: Buffer, { start, end }: Range): Value[] {
  const entries: Value[] = [];
  for (let at = blanksEnd(json, start + 1); at < end - 1; ) {
    const entry = valueAt(json, at);
    entries.push(entry);
    at = blanksEnd(json, entry.end);
    if (json[at] === COMMA) at = blanksEnd(json, at + 1);
  }
  return entries;
}

function valueAt(json: Buffer, start: number): Value {
  let [depth, deepest] = [0, 0];
  for (let at = start; at < json.length; ) {
    const byte = json[at] ?? 0;
    if (OPEN.has(byte)) deepest = Math.max(deepest, ++depth);
    else if (CLOSE.has(byte)) depth--;
    if (byte === QUOTE) at = stringEnd(json, at);
    else if (depth > 0 || CLOSE.has(byte)) at++;
    else at = literalEnd(json, at);
    if (depth === 0) return { start, end: at, depth: deepest };
  }
  return { start, end: json.length, depth: deepest };
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
