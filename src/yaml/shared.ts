// Detects nodes whose text is used more than once.
import { pairOf } from './lookup.ts';
import type { Node, Tree } from './node.ts';

/** Whether an edit of the node would show elsewhere: it is an alias, has one, or merges another map. */
export function isShared({ aliased }: Tree, node: Node): boolean {
  const isMerged = node.kind === 'mapping' && pairOf(node, '<<') !== undefined;
  return (
    node.kind === 'alias' || isMerged || (node.anchor !== undefined && aliased.has(node.anchor))
  );
}

/** Whether the node is shared, or something in it is. */
export function holdsShared(tree: Tree, node: Node): boolean {
  if (isShared(tree, node)) return true;
  if (node.kind === 'sequence') return node.items.some(item => holdsShared(tree, item));
  return node.kind === 'mapping' && node.pairs.some(({ value }) => holdsShared(tree, value));
}
