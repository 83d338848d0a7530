// Inserting into and removing from a flow collection, commas and spacing included.

import type { MappingNode, SequenceNode } from './node.ts';
import type { Splice } from './splice.ts';

type Flow = SequenceNode | MappingNode;
type Span = { readonly start: number; readonly end: number };

const children = (node: Flow): readonly Span[] =>
  node.kind === 'sequence'
    ? node.items
    : node.pairs.map(({ key, value }) => ({ start: key.start, end: value.end }));

/** Inserts texts behind the child of index `after`; -1 is the front. */
export function insertFlow(
  source: string,
  node: Flow,
  after: number,
  texts: readonly string[],
): Splice {
  const spans = children(node);
  const gap = gapOf(source, node, spans);
  const [before, first] = [spans[after], spans[0]];
  if (before !== undefined) {
    const text = texts.map(added => `,${gap}${added}`).join('');
    return { start: before.end, end: before.end, text };
  }
  const at = first?.start ?? node.start + 1;
  const text = texts.join(`,${gap}`) + (first === undefined ? '' : `,${gap}`);
  return { start: at, end: at, text };
}

/** Removes children by index, the exact inverse of their insertion. */
export function removeFlow(node: Flow, indexes: ReadonlySet<number>): Splice[] {
  const spans = children(node);
  const kept = spans.findIndex((_, index) => !indexes.has(index));
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined || indexes.size === 0) return [];
  if (kept < 0) return [{ start: first.start, end: last.end, text: '' }];
  const front = { start: first.start, end: spans[kept]?.start ?? first.start, text: '' };
  const rest = [...indexes].filter(index => index > kept);
  return [
    ...(kept > 0 ? [front] : []),
    ...rest.map(index => ({
      start: spans[index - 1]?.end ?? 0,
      end: spans[index]?.end ?? 0,
      text: '',
    })),
  ];
}

/** What stands between a comma and the next child, as the source has it. */
function gapOf(source: string, node: Flow, [first, second]: readonly Span[]): string {
  if (first === undefined) return ' ';
  const between =
    second === undefined
      ? source.slice(node.start + 1, first.start) || ' '
      : source.slice(source.indexOf(',', first.end) + 1, second.start);
  return between.trim() === '' ? between : ' ';
}
