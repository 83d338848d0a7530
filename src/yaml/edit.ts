// Edits of mappings and sequences, as splices of their source text.
// Block style is edited by whole lines: the source must end with a line break.
import { insertBlock, removeBlock } from './block.ts';
import { clearLines } from './comments.ts';
import { indentsDashes } from './dashes.ts';
import { editFlow } from './flow.ts';
import { contentAt } from './gap.ts';
import { column, lineStart } from './lines.ts';
import { pairOf } from './lookup.ts';
import type { MappingNode, Pair, ScalarNode, SequenceNode, Tree } from './node.ts';
import { listForNull, nullForList } from './null-list.ts';
import { blockLines, flowText, indent, scalarLike } from './print.ts';
import { replace, setValue } from './replace.ts';
import { insertLines, type Splice } from './splice.ts';

/** Replaces a scalar's text and keeps its quotes; a block scalar is replaced with its header. */
export const setScalar = (tree: Tree, old: ScalarNode, text: string): Splice =>
  replace(tree, old, scalarLike(old, text));

/** Sets the value of a key. A missing key is added at the end. */
export function setKey(tree: Tree, node: MappingNode, key: string, value: unknown): Splice {
  const pair = pairOf(node, key);
  if (pair !== undefined) return setValue(tree, node, pair, value);
  return addKeys(tree, node, { [key]: value });
}

/** Sets several keys at once: new keys in an empty `{}` need commas between them. */
export function setKeys(
  tree: Tree,
  node: MappingNode,
  values: Readonly<Record<string, unknown>>,
): Splice[] {
  const entries = Object.entries(values);
  const present = entries.filter(([key]) => pairOf(node, key) !== undefined);
  const missing = entries.filter(([key]) => pairOf(node, key) === undefined);
  const set = present.map(([key, value]) => setKey(tree, node, key, value));
  return missing.length === 0 ? set : [...set, addKeys(tree, node, Object.fromEntries(missing))];
}

function addKeys(tree: Tree, node: MappingNode, values: Readonly<Record<string, unknown>>): Splice {
  const { source } = tree;
  const { spans, content, end } = node;
  if (node.flow) {
    const pairs = Object.entries(values);
    const texts = pairs.map(([key, value]) => `${flowText(key)}: ${flowText(value)}`);
    return editFlow(tree, node, new Set(), spans.length - 1, texts)[0] as Splice;
  }
  const lines = blockLines(values, !indentsDashes(tree));
  return insertLines(source, end, indent(lines, column(source, content)));
}

/**
 * Removes pairs with their lines. A mapping without pairs becomes `{}`. One call must name all keys of the
 * mapping that are removed.
 */
export function removeKey(tree: Tree, node: MappingNode, ...keys: string[]): Splice[] {
  const indexes = keys.map(key => node.pairs.indexOf(pairOf(node, key) as Pair));
  const gone = new Set(indexes.filter(index => index >= 0));
  if (gone.size === 0) return [];
  if (node.flow) return editFlow(tree, node, gone);
  if (gone.size < node.pairs.length) return removeBlock(tree, node, gone);
  return clearLines(tree, { ...node, start: node.content }, '{}');
}

/** Changes of a sequence; indexes are those of the source. */
export type SequenceEdit = {
  readonly remove?: ReadonlySet<number>;
  /** New items after the item of index `after`; -1 is the front. */
  readonly insert?: { readonly after: number; readonly values: readonly unknown[] };
  /** A sequence that is created for new items is removed with the last of them; `[]` of the user stays. */
  readonly isOptional?: boolean;
};

/** A sequence in flow style that was created has blanks inside its brackets. */
const CREATED = { open: '[ ', close: ' ]' };

/** Edits the sequence under `key`. A missing one is created; a block sequence without items is removed. */
export function editSequence(
  tree: Tree,
  owner: MappingNode,
  key: string,
  { remove = new Set(), insert = { after: -1, values: [] }, isOptional = false }: SequenceEdit,
): Splice[] {
  const { values } = insert;
  const pair = pairOf(owner, key);
  if (pair?.value.kind !== 'sequence') {
    if (values.length === 0) return [];
    if (pair === undefined && owner.flow && isOptional) return addCreated(tree, owner, key, values);
    const marked = pair && isOptional && listForNull(tree, owner, pair, values);
    return [marked || setKey(tree, owner, key, values)];
  }
  const { source } = tree;
  const { key: name, value: node } = pair as Pair & { value: SequenceNode };
  const kept = [...node.items.keys()].filter(index => !remove.has(index));
  const after = kept.findLast(index => index <= insert.after) ?? -1;
  const isGone = kept.length === 0 && values.length === 0 && remove.size > 0;
  const back = isGone && isOptional ? nullForList(tree, pair as Pair, node) : undefined;
  if (back !== undefined) return node.flow ? [back] : [back, ...removeBlock(tree, node, remove)];
  if (node.flow) {
    const text = source.slice(node.content, node.end);
    const isCreated = text.startsWith(CREATED.open) && text.endsWith(CREATED.close);
    if (isOptional && isGone && owner.flow && isCreated) return removeKey(tree, owner, key);
    return editFlow(tree, node, remove, after, values.map(flowText));
  }
  if (kept.length === 0 && values.length === 0) return removeKey(tree, owner, key);
  const removed = removeBlock(tree, node, remove);
  if (values.length === 0) return removed;
  const lines = blockLines(values, !indentsDashes(tree));
  const isBare = node.start === node.content;
  const front = isBare ? contentAt(source, name.end) + 1 : lineStart(source, node.content);
  return [insertBlock(source, node, after, lines, front), ...removed];
}

function addCreated(tree: Tree, owner: MappingNode, key: string, values: readonly unknown[]) {
  const text = `${flowText(key)}: ${CREATED.open}${values.map(flowText).join(', ')}${CREATED.close}`;
  return editFlow(tree, owner, new Set(), owner.spans.length - 1, [text]);
}
