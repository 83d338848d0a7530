// Applies splices to a document. A removal lets the lines after it move up; if a block scalar ends there,
// comments and blank lines must not become a part of it.
import { CHOMPING_MODE, type ScalarEvent } from 'js-yaml';
import { nextLine } from './lines.ts';
import { isBlockScalar, type Node, type ScalarNode, type Tree } from './node.ts';
import { type Splice, splice } from './splice.ts';

/** The source of a tree with splices, all of them against the same source. */
export function applySplices(tree: Tree, splices: readonly Splice[]): string {
  const scalars = splices.some(isRemoval) ? blockScalars(tree.root) : [];
  return splice(tree.source, [...splices, ...scalars.flatMap(node => guard(tree, node, splices))]);
}

const isRemoval = ({ start, end, text }: Splice): boolean => start < end && text === '';

function blockScalars(root: Node): ScalarNode[] {
  const scalars: ScalarNode[] = [];
  const waiting = [root];
  for (const node of waiting) {
    if (node.kind === 'sequence') for (const item of node.items) waiting.push(item);
    if (node.kind === 'mapping') for (const { value } of node.pairs) waiting.push(value);
    if (isBlockScalar(node)) scalars.push(node);
  }
  return scalars;
}

/** Splices that keep the lines that move up to the end of a block scalar out of it. */
function guard({ source, events }: Tree, node: ScalarNode, splices: readonly Splice[]): Splice[] {
  const scalar = events[node.events[0]] as ScalarEvent;
  const { valueEnd, chomping } = scalar;
  if (splices.some(({ start, end }) => start <= node.start && end > node.start)) return [];
  const near = splices.filter(({ start }) => start >= valueEnd);
  // The column of its text; of an empty one any line further right would be the first.
  const inside = Math.max(scalar.indent, 1);
  const guards: Splice[] = [];
  let hasMoved = false;
  for (let line = valueEnd, next = line; line < source.length; line = next) {
    if (near.some(({ start, end }) => start === line && end === line)) break;
    const removed = near.find(({ start, end }) => start <= line && end > line);
    if (removed !== undefined) {
      if (removed.text !== '') break;
      hasMoved = true;
      next = removed.end;
      continue;
    }
    next = nextLine(source, line);
    const width = source.slice(line, next).search(/[^ \t]|$/);
    const content = line + width;
    const kept = near.find(({ start, end }) => start === content && end < next);
    const first = source[kept?.end ?? content] ?? '\n';
    hasMoved ||= kept !== undefined;
    if (/[\r\n]/.test(first)) {
      if (hasMoved && chomping === CHOMPING_MODE.KEEP)
        guards.push({ start: line, end: next, text: '' });
      else if (hasMoved && width >= inside) guards.push({ start: line, end: content, text: '' });
      continue;
    }
    if (first === '#' && hasMoved && width >= inside) {
      guards.push({ start: line, end: content, text: ' '.repeat(inside - 1) });
    }
    break;
  }
  return guards;
}
