// A ResourceList in any style of YAML, JSON included: read by a full parse.
import { editSequence, pairOf } from '../yaml/edit.ts';
import { lineEnd, lineStart } from '../yaml/lines.ts';
import {
  isFault,
  type MappingNode,
  type SequenceNode,
  type SyntaxFault,
  type Tree,
} from '../yaml/node.ts';
import { type Splice, splice } from '../yaml/splice.ts';
import { parseTree } from '../yaml/tree.ts';
import { nodeValue } from '../yaml/value.ts';
import { Item } from './item.ts';
import type { Changes, ResourceList } from './resource-list.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** The fault's line where the text is no YAML; `undefined` where it is no mapping with `items`. */
export function readTreeList(input: Buffer): ResourceList | SyntaxFault | undefined {
  const text = input.toString();
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const tree = parseTree(text.slice(mark.length));
  if (isFault(tree)) return tree;
  const { root } = tree;
  if (root.kind !== 'mapping') return undefined;
  const valueAt = (key: string) => {
    const node = pairOf(root, key)?.value;
    return node && nodeValue(tree, node);
  };
  const [config, list, results] = [
    pairOf(root, 'functionConfig')?.value,
    pairOf(root, 'items')?.value,
    valueAt('results'),
  ];
  const items = list?.kind === 'sequence' ? itemsOf(tree, list) : [];
  return {
    apiVersion: valueAt('apiVersion'),
    kind: valueAt('kind'),
    items: items.map(({ item }) => item),
    functionConfig: config && { tree, node: config },
    results: Array.isArray(results) ? results : [],
    write: changes =>
      Buffer.from(mark + splice(tree.source, splicesOf(tree, root, items, changes))),
  };
}

type Placed = { readonly item: Item; readonly start: number; readonly end: number };

function itemsOf({ source }: Tree, list: SequenceNode): Placed[] {
  return list.items.map((node, index) => {
    const dash = list.dashes[index];
    const start = dash === undefined ? node.start : lineStart(source, dash);
    const end = dash === undefined ? node.end : lineEnd(source, node.end);
    const item = new Item(
      Buffer.from(source.slice(start, end)),
      dash === undefined ? -1 : dash - start,
    );
    return { item, start, end };
  });
}

function splicesOf(
  tree: Tree,
  root: MappingNode,
  items: readonly Placed[],
  { edited, removed, added, results }: Changes,
): Splice[] {
  const replaced = items.flatMap(({ item, start, end }) => {
    const source = edited.get(item);
    return source === undefined ? [] : [{ start, end, text: item.restore(source) }];
  });
  const gone = items.flatMap(({ item }, index) => (removed.has(item) ? [index] : []));
  const append = (key: string, values: readonly object[], remove: readonly number[] = []) => {
    const node = pairOf(root, key)?.value;
    const after = node?.kind === 'sequence' ? node.items.length - 1 : -1;
    const insert = values.length > 0 ? { insert: { after, values } } : {};
    return editSequence(tree, root, key, { remove: new Set(remove), ...insert });
  };
  return [...replaced, ...append('items', added, gone), ...append('results', results)];
}
