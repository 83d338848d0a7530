// Inserts into a flow collection and removes from it, with commas and spacing.
import { contentAt } from './gap.ts';
import type { MappingNode, SequenceNode, Span } from './node.ts';
import type { Splice } from './splice.ts';

/**
 * Removes entries by index, and inserts texts after the entry of index `after`, which stays; -1 is the
 * front. To remove what was inserted gives back the same bytes.
 */
export function editFlow(
  source: string,
  node: SequenceNode | MappingNode,
  remove: ReadonlySet<number>,
  after = -1,
  texts: readonly string[] = [],
): Splice[] {
  const { spans } = node;
  const comma = `,${gapOf(source, spans)}`;
  const kept = spans.findIndex((_, index) => !remove.has(index));
  const [first, next, before] = [spans[0], spans[kept], spans[after]];
  if (first === undefined || next === undefined) {
    return [{ ...innerSpan(source, node), text: texts.join(comma) }];
  }
  const at = before?.end ?? first.start;
  const text = texts.map(added => (before ? comma + added : added + comma)).join('');
  const behind = spans.flatMap(({ end }, index) =>
    remove.has(index) && index > kept ? [{ start: spans[index - 1]?.end ?? 0, end, text: '' }] : [],
  );
  return [
    { start: at, end: at, text },
    { start: first.start, end: next.start, text: '' },
    ...behind,
  ].filter(({ start, end, text }) => start < end || text !== '');
}

/** All entries with the comma after them, if there is one; without entries, the offset for the first. */
function innerSpan(source: string, { spans, end }: SequenceNode | MappingNode): Span {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return { start: end - 1, end: end - 1 };
  const next = contentAt(source, last.end);
  return { start: first.start, end: source[next] === ',' ? next + 1 : last.end };
}

/** The blanks between a comma and the next entry, as the source has them. */
function gapOf(source: string, [first, second]: readonly Span[]): string {
  if (first === undefined) return ' ';
  if (second === undefined) {
    const line = source.slice(0, first.start);
    return line.slice(line.trimEnd().length) || ' ';
  }
  const between = source.slice(contentAt(source, first.end) + 1, second.start);
  return between.trim() === '' ? between : ' ';
}
