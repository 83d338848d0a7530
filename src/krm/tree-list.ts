// A ResourceList in any style of YAML, including JSON: read by a full parse.
import { error } from '../findings/finding.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { editSequence, setKey } from '../yaml/edit.ts';
import { lineEnd, lineStart, opensLine } from '../yaml/lines.ts';
import { pairOf } from '../yaml/lookup.ts';
import {
  isFault,
  type MappingNode,
  type SequenceNode,
  type Span,
  type Tree,
} from '../yaml/node.ts';
import { type Splice, splice } from '../yaml/splice.ts';
import { parseTree } from '../yaml/tree.ts';
import { nodeValue } from '../yaml/value.ts';
import { Item } from './item.ts';
import { type Changes, listOf, NO_LIST, type ResourceList } from './resource-list.ts';
import { Slices } from './slices.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** @param bytes ends with a line feed */
export function readTreeList(bytes: Buffer): Step<ResourceList> {
  const text = bytes.toString();
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const tree = parseTree(text.slice(mark.length));
  if (isFault(tree)) return notYaml(tree.line);
  const { root, source } = tree;
  const items = root.kind === 'mapping' ? itemsOf(tree, root) : undefined;
  if (root.kind !== 'mapping' || items === undefined) return NO_LIST;
  const list = listOf(
    key => {
      const node = pairOf(root, key)?.value;
      return node && { tree, node };
    },
    items.map(({ item }) => item),
    changes => {
      const text = mark + splice(source, splicesOf(tree, root, items, changes));
      return new Slices([Buffer.from(text)]);
    },
  );
  return list === undefined ? NO_LIST : done(list);
}

const notYaml = (line: number) =>
  failed(error('stdin-not-yaml', `line ${line} of stdin is not valid YAML. Correct that line.`));

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
  return { item: new Item(bytes, { start: 0, end: bytes.length }, dash), start, end };
}

function splicesOf(
  tree: Tree,
  root: MappingNode,
  items: readonly ItemSpan[],
  { edited, removed, added, results }: Changes,
): Splice[] {
  const replaced = items.flatMap(({ item, start, end }) => {
    const text = edited.get(item);
    return text === undefined || removed.has(item) ? [] : [{ start, end, text }];
  });
  const gone = items.flatMap(({ item }, index) => (removed.has(item) ? [index] : []));
  const edit = (key: string, values: readonly object[], remove = new Set<number>()) => {
    const node = pairOf(root, key)?.value;
    const after = node?.kind === 'sequence' ? node.items.length - 1 : -1;
    return editSequence(tree, root, key, { remove, insert: { after, values } });
  };
  const list = pairOf(root, 'items')?.value;
  const isBlock = list?.kind === 'sequence' && !list.flow;
  // In block style, a list that loses all items would become null.
  const isLost = isBlock && gone.length === items.length && added.length === 0;
  const kept = isLost ? [setKey(tree, root, 'items', [])] : edit('items', added, new Set(gone));
  return [...replaced, ...kept, ...edit('results', results)];
}
