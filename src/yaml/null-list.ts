// A list in the place of a null: a mark keeps how the null was written, so that it can come back.
import { indentsDashes } from './dashes.ts';
import { contentAt } from './gap.ts';
import { column, lineBreak, lineEnd } from './lines.ts';
import type { MappingNode, Pair, SequenceNode, Tree } from './node.ts';
import { blockLines, flowText, indent } from './print.ts';
import type { Splice } from './splice.ts';

/** In block style a comment on the key's line; in flow style two blanks inside the brackets. */
const COMMENT = /^ # was (empty|null|Null|NULL|~)(?=\s)/;
const BRACKETS = { open: '[  ', close: '  ]' };

/** `undefined` if the null is written in an unusual way */
export function listForNull(
  tree: Tree,
  owner: MappingNode,
  { key, value }: Pair,
  values: readonly unknown[],
): Splice | undefined {
  const { source } = tree;
  const { start, end } = value;
  const text = source.slice(start, end);
  if (owner.flow) {
    const list = `${BRACKETS.open}${values.map(flowText).join(', ')}${BRACKETS.close}`;
    return text === 'null' ? { start, end, text: list } : undefined;
  }
  const colon = contentAt(source, key.end) + 1;
  const mark = ` # was ${text === '' ? 'empty' : text}`;
  const last = lineEnd(source, end);
  const isUsual = COMMENT.test(`${mark} `) && lineEnd(source, colon) === last && end >= colon;
  if (!isUsual) return undefined;
  const eol = lineBreak(source);
  const lines = indent(blockLines(values, !indentsDashes(tree)), column(source, key.start));
  const rest = source.slice(end, last);
  return { start: colon, end: last, text: mark + rest + lines.map(line => line + eol).join('') };
}

/** What brings the null back; `undefined` if the list took the place of none. */
export function nullForList(
  { source }: Tree,
  { key }: Pair,
  { flow, content, end }: SequenceNode,
): Splice | undefined {
  if (flow) {
    const text = source.slice(content, end);
    const isMarked = text.startsWith(BRACKETS.open) && text.endsWith(BRACKETS.close);
    return isMarked ? { start: content, end, text: 'null' } : undefined;
  }
  const colon = contentAt(source, key.end) + 1;
  const [mark, written] = COMMENT.exec(source.slice(colon, lineEnd(source, colon))) ?? [];
  if (mark === undefined) return undefined;
  const text = written === 'empty' ? '' : ` ${written}`;
  return { start: colon, end: colon + mark.length, text };
}
