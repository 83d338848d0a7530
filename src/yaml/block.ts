// Inserts into a block collection and removes from it, by whole lines.
import { column, lineBreak, opensLine } from './lines.ts';
import type { MappingNode, SequenceNode } from './node.ts';
import { indent } from './print.ts';
import { insertLines, removeLines, type Splice } from './splice.ts';

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

/** Removes entries by index, but not the comments between them. One must stay or be inserted. */
export function removeBlock(
  source: string,
  { spans, content, end }: SequenceNode | MappingNode,
  remove: ReadonlySet<number>,
): Splice[] {
  const lines = (from: number) =>
    spans.flatMap(({ start, end }, index) =>
      index >= from && remove.has(index) ? [removeLines(source, start, end)] : [],
    );
  const kept = spans.findIndex((_, index) => !remove.has(index));
  if (kept === 0 || opensLine(source, content)) return lines(0);
  // Behind a dash the line must stay: the entry that follows moves up to it.
  const next = spans[kept] ?? { start: end };
  return [{ start: content, end: next.start, text: '' }, ...lines(kept < 0 ? spans.length : kept)];
}
