// A ResourceList in any style of YAML, including JSON: read by a full parse.
import { error } from '../findings/finding.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { applySplices } from '../yaml/apply-splices.ts';
import { editSequence, setKey } from '../yaml/edit.ts';
import { lineEnd, lineStart, opensLine } from '../yaml/lines.ts';
import { pairOf } from '../yaml/lookup.ts';
import {
  faultText,
  isFault,
  type MappingNode,
  type SequenceNode,
  type Span,
  type SyntaxFault,
  type Tree,
} from '../yaml/node.ts';
import type { Splice } from '../yaml/splice.ts';
import { parseTree } from '../yaml/tree.ts';
import { nodeValue } from '../yaml/value.ts';
import { hasLoneReturn } from './bytes.ts';
import { Input } from './input.ts';
import { Item } from './item.ts';
import { isSame } from './object.ts';
import { peek } from './peek.ts';
import { type Changes, listOf, NO_LIST, NOT_PROVEN, type ResourceList } from './resource-list.ts';
import { Slices } from './slices.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** @param bytes ends with a line feed */
export function readTreeList(bytes: Buffer): Step<ResourceList> {
  const text = bytes.toString();
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const tree = parseTree(text.slice(mark.length));
  if (isFault(tree)) return notYaml(tree);
  const { root } = tree;
  const items = root.kind === 'mapping' ? itemsOf(tree, root) : undefined;
  if (root.kind !== 'mapping' || items === undefined) return NO_LIST;
  const list = listOf(
    key => {
      const node = pairOf(root, key)?.value;
      return node && { tree, node };
    },
    items.map(({ item }) => item),
    changes => {
      const text = applySplices(tree, splicesOf(tree, root, items, changes));
      return isProven(text, items, changes)
        ? done(new Slices([Buffer.from(mark + text)]))
        : NOT_PROVEN;
    },
  );
  return done(list);
}

/** Whether the items that stay read as before; an edited one has proven itself. */
function isProven(text: string, items: readonly ItemSpan[], { edited, removed }: Changes): boolean {
  if (removed.size === 0) return true;
  const tree = parseTree(text);
  const after =
    isFault(tree) || tree.root.kind !== 'mapping' ? undefined : itemsOf(tree, tree.root);
  const kept = items.filter(({ item }) => !removed.has(item));
  return kept.every(
    ({ item }, index) => edited.has(item) || isSame(item.value, after?.[index]?.item.value),
  );
}

const notYaml = (fault: SyntaxFault) =>
  failed(error('stdin-not-yaml', `stdin cannot be read: ${faultText(fault)}. Correct that line`));

type ItemSpan = Span & { readonly item: Item };

/** No items if the list is missing or null; `undefined` if `items` is not a list. */
function itemsOf(tree: Tree, root: MappingNode): ItemSpan[] | undefined {
  const { source } = tree;
  const list = pairOf(root, 'items')?.value;
  if (list === undefined || (list.kind === 'scalar' && nodeValue(tree, list) === null)) return [];
  // After the `: ` of an explicit key, the first item shares its line with the colon.
  const isReadable = list.kind === 'sequence' && (list.flow || opensLine(source, list.content));
  return isReadable ? list.spans.map(span => itemAt(source, list, span)) : undefined;
}

function itemAt(source: string, { flow, content }: SequenceNode, span: Span): ItemSpan {
  const start = flow ? span.start : lineStart(source, span.start);
  const end = flow ? span.end : lineEnd(source, span.end);
  const dash = flow ? -1 : content - lineStart(source, content);
  const bytes = Buffer.from(source.slice(start, end));
  const isPlain = dash >= 0 && !hasLoneReturn(bytes);
  const item = new Item(
    new Input(bytes),
    { start: 0, end: bytes.length },
    dash,
    isPlain ? peek : undefined,
  );
  return { item, start, end };
}

function splicesOf(
  tree: Tree,
  root: MappingNode,
  items: readonly ItemSpan[],
  changes: Changes,
): Splice[] {
  const { edited, removed, added, results } = changes;
  const replaced = items.flatMap(({ item, start, end }) => {
    const text = edited.get(item);
    return text === undefined || removed.has(item) ? [] : [{ start, end, text }];
  });
  const list = pairOf(root, 'items')?.value;
  const isBlock = list?.kind === 'sequence' && !list.flow;
  const all = items.map(({ item }) => item);
  if (!isBlock) return [...replaced, ...listSplices(tree, root, all, changes)];
  const gone = items.filter(({ item }) => removed.has(item));
  const more = listSplices(tree, root, all, { added, results, removed: new Set() });
  // In block style, a list that loses all items would become null.
  if (gone.length === items.length && added.length === 0) {
    return [setKey(tree, root, 'items', []), ...more];
  }
  // The lines of an item go with the comments in them: they belong to the object.
  return [...replaced, ...gone.map(({ start, end }) => ({ start, end, text: '' })), ...more];
}

/** Items that go, and entries that join `items` and `results`. @param items one for each entry of the tree */
export function listSplices(
  tree: Tree,
  root: MappingNode,
  items: readonly (Item | undefined)[],
  { removed, added, results }: Omit<Changes, 'edited'>,
): Splice[] {
  const gone = items.flatMap((item, index) => (item && removed.has(item) ? [index] : []));
  const edit = (key: string, values: readonly object[], remove = new Set<number>()) => {
    const node = pairOf(root, key)?.value;
    const after = node?.kind === 'sequence' ? node.items.length - 1 : -1;
    return editSequence(tree, root, key, { remove, insert: { after, values } });
  };
  return [...edit('items', added, new Set(gone)), ...edit('results', results)];
}
