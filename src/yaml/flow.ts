// Inserts into a flow collection and removes from it, with commas and spacing.
import { commentsIn } from './comments.ts';
import { contentAt } from './gap.ts';
import { lineBreak, lineStart } from './lines.ts';
import type { MappingNode, SequenceNode, Span, Tree } from './node.ts';
import type { Splice } from './splice.ts';

/**
 * Removes entries by index, and inserts texts after the entry of index `after`, which stays; -1 is the
 * front. Comments stay. To remove what was inserted gives back the same bytes.
 */
export function editFlow(
  tree: Tree,
  node: SequenceNode | MappingNode,
  remove: ReadonlySet<number>,
  after = -1,
  texts: readonly string[] = [],
): Splice[] {
  const { source } = tree;
  const { spans, events } = node;
  const dropped = (start: number, end: number, text = ''): Splice => ({
    start,
    end,
    text: text + asLines(source, end, commentsIn(tree, { start, end, events })),
  });
  const comma = `,${gapOf(source, spans)}`;
  const kept = spans.findIndex((_, index) => !remove.has(index));
  const [first, next, before] = [spans[0], spans[kept], spans[after]];
  if (first === undefined || next === undefined) {
    const { start, end } = innerSpan(source, node);
    return [dropped(start, end, texts.join(comma))];
  }
  const at = before?.end ?? first.start;
  const text = texts.map(added => (before ? comma + added : added + comma)).join('');
  const behind = spans.flatMap(({ end }, index) =>
    remove.has(index) && index > kept ? [dropped(spans[index - 1]?.end ?? 0, end)] : [],
  );
  return [{ start: at, end: at, text }, dropped(first.start, next.start), ...behind].filter(
    ({ start, end, text }) => start < end || text !== '',
  );
}

/** Comments between other text: each ends its line, and what follows goes on in the next one. */
function asLines(source: string, at: number, comments: readonly string[]): string {
  const line = source.slice(lineStart(source, at), at);
  const margin = lineBreak(source) + ' '.repeat(/^ */.exec(line)?.[0].length ?? 0);
  return comments.map(comment => ` ${comment}${margin}`).join('');
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
