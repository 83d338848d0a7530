// Nodes whose text counts in more than one place.
import { pairOf } from './lookup.ts';
import type { Node, Tree } from './node.ts';

/** An edit of an alias, of what an alias repeats, or beside a merge key would show elsewhere too. */
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
