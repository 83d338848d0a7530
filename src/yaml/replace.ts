// Replaces a value by a new one.
import { indentsDashes } from './dashes.ts';
import { contentAt } from './gap.ts';
import { breakOf, column, lineBreak, lineEnd, nextLine } from './lines.ts';
import { isBlockScalar, type MappingNode, type Node, type Pair, type Tree } from './node.ts';
import { blockLines, flowText, indent, scalarLike } from './print.ts';
import type { Splice } from './splice.ts';

/**
 * Replaces a node and its tag by text on one line. The anchor stays, because aliases need it, and so does a
 * comment behind the header of a block scalar.
 */
export function replace({ source }: Tree, old: Node, text: string): Splice {
  const { start, end } = old;
  // An empty node comes directly after its colon or dash.
  const blank = start === end ? ' ' : '';
  const anchor = old.anchor === undefined ? '' : `&${old.anchor} `;
  return {
    start,
    end,
    text: blank + anchor + text + headerComment(source, old) + breakOf(source, start, end),
  };
}

function headerComment(source: string, old: Node): string {
  if (!isBlockScalar(old)) return '';
  const header = source.slice(old.start, nextLine(source, old.start)).trimEnd();
  return /(?:^|\s)[|>][-+\d]*([ \t]+#[\s\S]*)$/.exec(header)?.[1] ?? '';
}

/** Replaces the value of a pair, in the style of its mapping. */
export function setValue(tree: Tree, node: MappingNode, pair: Pair, value: unknown): Splice {
  const { key, value: old } = pair;
  const hasColon = old.end > key.end;
  if (hasColon && old.kind === 'scalar' && typeof value === 'string') {
    return replace(tree, old, scalarLike(old, value));
  }
  if (!node.flow) return replaceLines(tree, column(tree.source, node.content), pair, value);
  if (hasColon) return replace(tree, old, flowText(value));
  return { start: key.end, end: key.end, text: `: ${flowText(value)}` };
}

/** Replaces everything between the colon and the end of the value's last line, except a comment there. */
function replaceLines(
  tree: Tree,
  width: number,
  { key, value: old }: Pair,
  value: unknown,
): Splice {
  const { source } = tree;
  const eol = lineBreak(source);
  const [first = '', ...rest] = blockLines({ '': value }, !indentsDashes(tree));
  const hasColon = old.end > key.end;
  const start = hasColon ? contentAt(source, key.end) + 1 : key.end;
  const end = lineEnd(source, old.end);
  const colon = hasColon ? '' : `${eol}${' '.repeat(width)}:`;
  const anchor = old.anchor === undefined ? '' : ` &${old.anchor}`;
  const comment = source.slice(old.end, end) || eol;
  const lines = indent(rest, width).map(line => line + eol);
  const text = [colon, anchor, first.slice("'':".length), comment, ...lines].join('');
  return { start, end, text };
}
