// Edits of mappings and sequences, as splices of their source text.
// Block style is edited by whole lines: the source must end with a line break.
import { SCALAR_STYLE } from 'js-yaml';
import { insertFlow, removeFlow } from './flow.ts';
import { column, lineBreak, opensLine } from './lines.ts';
import type { MappingNode, Node, Pair, ScalarNode, SequenceNode, Tree } from './node.ts';
import { blockLines, flowText, indent, scalarLike } from './print.ts';
import { insertLines, removeLines, type Splice } from './splice.ts';

/** The pair of that key. */
export const pairOf = (node: MappingNode, key: string): Pair | undefined =>
  node.pairs.find(pair => pair.key.kind === 'scalar' && pair.key.text === key);

/** Replaces a scalar's text; quotes stay, a block scalar gives way with its header. */
export function setScalar({ source }: Tree, old: ScalarNode, text: string): Splice {
  const { start, end, style } = old;
  if (style !== SCALAR_STYLE.LITERAL_BLOCK && style !== SCALAR_STYLE.FOLDED_BLOCK) {
    return { start, end, text: scalarLike(old, text) };
  }
  const header =
    /[|>][-+\d]*[ \t]*(?:#[^\r\n]*)?\r?\n$/.exec(source.slice(0, start))?.index ?? start;
  return { start: header, end, text: scalarLike(old, text) + lineBreak(source) };
}

/** Gives a key a value: where it stands, or as a new key at the end. Scalars keep their quotes. */
export function setKey(tree: Tree, node: MappingNode, key: string, value: unknown): Splice {
  const { source } = tree;
  const old = pairOf(node, key);
  if (old?.value.kind === 'scalar' && typeof value === 'string') {
    return setScalar(tree, old.value, value);
  }
  if (node.flow) {
    const text = `${JSON.stringify(key)}: ${flowText(value)}`;
    if (old === undefined) return insertFlow(source, node, node.pairs.length - 1, [text]);
    return { start: old.key.start, end: old.value.end, text };
  }
  const width = column(source, node.start);
  const lines = blockLines({ [key]: value }, !indentsDashes(tree));
  if (old === undefined) return insertLines(source, node.end, indent(lines, width));
  const eol = lineBreak(source);
  const text = indent(lines, width).join(eol).trimStart();
  const { end } = old.value;
  // A value that ends with a block scalar has taken the line break behind it.
  return { start: old.key.start, end, text: source[end - 1] === '\n' ? text + eol : text };
}

/** Removes a pair with its lines. */
export function removeKey({ source }: Tree, node: MappingNode, key: string): Splice[] {
  const pair = pairOf(node, key);
  if (pair === undefined) return [];
  const index = node.pairs.indexOf(pair);
  const next = node.pairs[index + 1];
  if (node.flow) return removeFlow(node, new Set([index]));
  // Behind the dash of a sequence item the line must stay, so the next key moves up.
  if (next !== undefined && !opensLine(source, pair.key.start)) {
    return [{ start: pair.key.start, end: next.key.start, text: '' }];
  }
  return [removeLines(source, pair.key.start, pair.value.end)];
}

/** What becomes of the items of the sequence under a key; indexes are those of the source. */
export type SequenceEdit = {
  readonly remove?: ReadonlySet<number>;
  /** New items behind the item of index `after`; -1 is the front. */
  readonly insert?: { readonly after: number; readonly values: readonly unknown[] };
};

/** Edits the sequence under `key`. One that is missing is made; a block left empty is taken out. */
export function editSequence(
  tree: Tree,
  owner: MappingNode,
  key: string,
  { remove = new Set(), insert }: SequenceEdit,
): Splice[] {
  const pair = pairOf(owner, key);
  if (pair?.value.kind !== 'sequence') {
    return insert === undefined ? [] : [setKey(tree, owner, key, insert.values)];
  }
  const { source } = tree;
  const { key: name, value: node } = pair as Pair & { value: SequenceNode };
  if (node.flow) {
    const texts = insert?.values.map(flowText) ?? [];
    const inserted = insert && [insertFlow(source, node, insert.after, texts)];
    return [...(inserted ?? []), ...removeFlow(node, remove)];
  }
  const removed = [...remove].map(index =>
    removeLines(source, node.dashes[index] ?? 0, node.items[index]?.end ?? 0),
  );
  if (insert !== undefined) {
    const lines = indent(blockLines(insert.values), column(source, node.start));
    const before = node.items[insert.after] ?? name;
    return [insertLines(source, before.end, lines), ...removed];
  }
  if (remove.size < node.items.length) return removed;
  if (!opensLine(source, name.start)) return removeKey(tree, owner, key);
  return [removeLines(source, name.start, name.end), ...removed];
}

/** Whether the document indents the dashes of its first block sequence below their key. */
function indentsDashes({ source, root }: Tree): boolean {
  const waiting: Node[] = [root];
  for (const node of waiting) {
    if (node.kind === 'sequence') waiting.push(...node.items);
    if (node.kind !== 'mapping') continue;
    for (const { key, value } of node.pairs) {
      if (value.kind === 'sequence' && !value.flow) {
        return column(source, value.start) > column(source, key.start);
      }
      waiting.push(value);
    }
  }
  return false;
}
