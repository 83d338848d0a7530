// Reads an item's type and metadata from its bytes, without a parse of the rest.
import { isDash, isVoid } from './bytes.ts';
import type { Input } from './input.ts';
import { contentAt, EVERY_COLUMN, lineBehind, shallowFrom } from './lines.ts';
import type { Range } from './scan.ts';

const LONGEST_KEY = 64;
/** A plain key: a letter, then letters, digits, `_`, `.` and `-`. */
const KEY = /^[A-Za-z][\w.-]*(?=:\s)/;
const WANTED: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** The lines that say who an item is. */
export type Header = {
  readonly text: string;
  /** An escape or an alias can stand for any word. */
  readonly isHiding: boolean;
  /** Where it can be told without a parse. */
  readonly kind?: string;
};

const HIDING = /[\\*]/;

export const headerIn = (text: string): Header => ({ text, isHiding: HIDING.test(text) });

/**
 * The lines of `apiVersion`, `kind` and `metadata` of a block mapping, with the item's dash if it is on the
 * first of them. The lines after the last of them are not read.
 * `undefined` if a line in the mapping's column is neither a dash nor a plain `key:`, or if one of the three
 * occurs twice: then only a full parse can read the item.
 *
 * @param input a text that a scan could read
 * @param dash column of the dashes; -1 if there are none
 */
export function peek(input: Input, range: Range, dash: number): Header | undefined {
  const usual = usualHeader(input, range, dash);
  if (usual !== undefined) return usual;
  const lines = headerLines(input.bytes, range, dash);
  return lines === undefined ? undefined : headerIn(lines);
}

function headerLines(bytes: Buffer, { start, end }: Range, dash: number): string | undefined {
  let line = start;
  let at = contentAt(bytes, line + dash + 1);
  if (isVoid(bytes[at])) {
    line = shallowFrom(bytes, lineBehind(bytes, at), EVERY_COLUMN);
    at = contentAt(bytes, line);
  }
  const width = at - line;
  let [header, from, isFirst] = ['', -1, true];
  const missing = new Set(WANTED);
  for (; line < end; at = contentAt(bytes, line)) {
    if (at - line < width) return undefined;
    if (isFirst || !isDash(bytes, at)) {
      isFirst = false;
      const key = KEY.exec(bytes.toString('latin1', at, at + LONGEST_KEY))?.[0];
      if (key === undefined) return undefined;
      if (WANTED.has(key)) {
        if (!missing.delete(key)) return undefined;
        if (from < 0) from = line;
      } else if (from >= 0) {
        header += bytes.toString('utf8', from, line);
        from = -1;
        if (missing.size === 0) return header;
      }
    }
    line = shallowFrom(bytes, lineBehind(bytes, at), width);
  }
  return from < 0 ? header : header + bytes.toString('utf8', from, end);
}

/** The rest of a line: ASCII without `*` and `\`, so that nothing in it hides a word. */
const REST = String.raw`[ -)+-[\]-~]*\n`;

/** More lines than nearly all headers have; V8 keeps a state for each, and has room for some hundred thousand. */
const LINES = '{0,500}';

/** No list of a program is further right, and V8 refuses very long expressions. */
const MOST_INDENT = 60;

/** The same for nearly all items, by one expression: the three come first, in this order. */
function usualHeader({ text }: Input, { start }: Range, dash: number): Header | undefined {
  if (dash > MOST_INDENT) return undefined;
  const expression = usualAt.get(dash) ?? usual(dash);
  usualAt.set(dash, expression);
  expression.lastIndex = start;
  const [head = '', comments = '', kind] = expression.exec(text) ?? [];
  if (kind === undefined) return undefined;
  return { text: head.slice(comments.length), isHiding: false, kind };
}

const usualAt = new Map<number, RegExp>();

/** Its groups are the comments before the first key, and the kind. */
function usual(dash: number): RegExp {
  const indent = ' '.repeat(Math.max(dash, 0));
  const [opening, column, next] =
    dash < 0 ? ['', '', '---'] : [`${indent}- `, `${indent}  `, `${indent}-`];
  const comments = String.raw`${opening}#${REST}(?: *#${REST}|\n)${LINES}`;
  const type = String.raw`apiVersion: [\w./-]+\n${column}kind: ([A-Za-z]\w*)\n`;
  const metadata = String.raw`${column}metadata:\n(?:${column} ${REST}|\n)${LINES}`;
  const end = String.raw`(?=${column}[A-Za-z][\w.-]*:[ \n]|${next}[ \n]|[A-Za-z]|$)`;
  return new RegExp(`(${comments})?(?:${opening}|${column})${type}${metadata}${end}`, 'y');
}
