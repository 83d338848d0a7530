// Writes values as YAML: blocks of lines, flow text, and scalars in the style of the ones they replace.
import { DEFAULT_SCALAR_STYLE_RULES, dump, SCALAR_STYLE, type ScalarStyleRule } from 'js-yaml';
import type { ScalarNode } from './node.ts';
import { LIKE_NUMBER, plainLines } from './plain.ts';

/** Blank lines at the end of a block scalar would merge with blank lines after it. */
const quoteBlankEnd: ScalarStyleRule = layout => {
  if (/\n\n$/.test(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
};
const STRING = 'tag:yaml.org,2002:str';

/** js-yaml does not know all of these. */
const quoteLikeNumber: ScalarStyleRule = layout => {
  const { tag, value } = layout.node;
  const isPlain = layout.style === SCALAR_STYLE.PLAIN && tag === STRING;
  if (isPlain && LIKE_NUMBER.test(value)) layout.style = SCALAR_STYLE.SINGLE_QUOTED;
};
const scalarStyleRules = [
  quoteBlankEnd,
  quoteLikeNumber,
  ...Object.values(DEFAULT_SCALAR_STYLE_RULES),
];

/** Block style, one entry a line. `seqNoIndent`: dashes are in the column of their key. */
export const blockLines = (value: unknown, seqNoIndent = false): string[] =>
  plainLines(value, seqNoIndent) ?? dumpedLines(value, seqNoIndent);

export const dumpedLines = (value: unknown, seqNoIndent: boolean): string[] =>
  dump(value, { lineWidth: -1, noRefs: true, seqNoIndent, scalarStyleRules })
    .slice(0, -1)
    .split('\n');

/** Moves lines to the right. Empty ones stay empty. */
export const indent = (lines: readonly string[], width: number): string[] =>
  lines.map(line => (line === '' ? line : ' '.repeat(width) + line));

/** Line breaks of YAML 1.1, and characters that YAML does not allow. */
const RARE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** JSON on one line, which is YAML flow style as well, so that a JSON document stays JSON. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value).replace(RARE, escaped);
  }
  const pairs = Object.entries(value).map(([key, item]) => `${flowText(key)}: ${flowText(item)}`);
  return `{${pairs.join(', ')}}`;
}

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A scalar on one line to replace `old`, in the same quotes if there are any. */
export function scalarLike({ style, flow }: ScalarNode, value: string): string {
  const [text = '', ...more] = blockLines(value);
  const needsEscapes = more.length > 0 || text.startsWith('"');
  if (!needsEscapes && style === SCALAR_STYLE.SINGLE_QUOTED) {
    return `'${value.replaceAll("'", "''")}'`;
  }
  const double = needsEscapes || flow || style === SCALAR_STYLE.DOUBLE_QUOTED;
  return double ? flowText(value) : text;
}
