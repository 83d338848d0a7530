// Values as new YAML text: blocks of lines, flow text, and scalars in the style of what they replace.
import { dump, SCALAR_STYLE } from 'js-yaml';
import type { ScalarNode } from './node.ts';

/** Block style, one entry a line. `seqNoIndent`: dashes stand in the column of their key. */
export const blockLines = (value: unknown, seqNoIndent = false): string[] =>
  dump(value, { lineWidth: -1, noRefs: true, seqNoIndent }).trimEnd().split('\n');

/** Moves lines to the right; empty ones, as in a block scalar, stay empty. */
export const indent = (lines: readonly string[], width: number): string[] =>
  lines.map(line => (line === '' ? line : ' '.repeat(width) + line));

/** JSON on one line, which is YAML flow style as well, so that a JSON document stays JSON. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${flowText(item)}`,
  );
  return `{${pairs.join(', ')}}`;
}

/** A scalar that takes the place of `old`, in its quotes where it has some. */
export function scalarLike(old: ScalarNode, value: string): string {
  // Only double quotes hold line breaks, and what is plain in a block may be none in a flow.
  const special = /[\r\n,[\]{}]/.test(value);
  if (special || old.style === SCALAR_STYLE.DOUBLE_QUOTED) return JSON.stringify(value);
  if (old.style === SCALAR_STYLE.SINGLE_QUOTED) return `'${value.replaceAll("'", "''")}'`;
  return blockLines(value).join('\n');
}
