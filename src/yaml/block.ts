// Inserts into a block collection and removes from it, by whole lines.
import { clearLines, type Part } from './comments.ts';
import { column, lineBreak, lineStart, opensLine } from './lines.ts';
import type { MappingNode, Node, Pair, SequenceNode, Span, Tree } from './node.ts';
import { indent } from './print.ts';
import { insertLines, type Splice } from './splice.ts';

/**
 * Inserts lines, given at column 0, after the entry of index `after`; -1 is the front.
 *
 * @param front an offset in the line after which lines for the front go
 */
export function insertBlock(
  source: string,
  { spans, content }: SequenceNode | MappingNode,
  after: number,
  lines: readonly string[],
  front: number,
): Splice {
  const [before, width] = [spans[after], column(source, content)];
  if (before !== undefined || opensLine(source, content)) {
    return insertLines(source, before?.end ?? front, indent(lines, width));
  }
  const text = lines.map(line => line + lineBreak(source) + ' '.repeat(width)).join('');
  return { start: content, end: content, text };
}

/** Removes entries by index, but none of the comments on their lines. One must stay or be inserted. */
export function removeBlock(
  tree: Tree,
  node: SequenceNode | MappingNode,
  remove: ReadonlySet<number>,
): Splice[] {
  const { source } = tree;
  const { spans, content, end } = node;
  const indexes = [...spans.keys()];
  const lines = (from: number) =>
    indexes.flatMap(index =>
      index >= from && remove.has(index) ? clearLines(tree, entryOf(node, index)) : [],
    );
  const kept = indexes.find(index => !remove.has(index)) ?? spans.length;
  if (kept === 0 || opensLine(source, content)) return lines(0);
  const next = spans[kept]?.start ?? end;
  if (!source.slice(content, next).includes('#')) {
    // After a dash the line must stay: the entry that follows moves up to it.
    return [{ start: content, end: next, text: '' }, ...lines(kept)];
  }
  // With a comment in between, the dash has its line for itself, without the blanks behind it.
  const line = lineStart(source, content);
  const dash = line + source.slice(line, content).trimEnd().length;
  // Items that are inserted come before the first one, behind these blanks.
  const start = node.kind === 'mapping' ? dash : content;
  return [...clearLines(tree, { ...entryOf(node, 0), start }, ''), ...lines(1)];
}

/** An entry with its dash or key. */
function entryOf(node: SequenceNode | MappingNode, index: number): Part {
  const { start, end } = node.spans[index] as Span;
  if (node.kind === 'sequence') return { start, end, events: (node.items[index] as Node).events };
  const { key, value } = node.pairs[index] as Pair;
  return { start, end, events: [key.events[0], value.events[1]] };
}
