// Looks up the node under a key or a path of keys.
import type { MappingNode, Node, Pair } from './node.ts';
import type { Path } from './path.ts';

/** The pair of that key. */
export const pairOf = (node: MappingNode, key: string): Pair | undefined =>
  node.pairs.find(pair => pair.key.kind === 'scalar' && pair.key.text === key);

/** The text of a scalar under a key. */
export function textAt(node: Node, key: string): string | undefined {
  const value = node.kind === 'mapping' ? pairOf(node, key)?.value : undefined;
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** The node that a path leads to. */
export const nodeAt = (root: Node, path: Path): Node | undefined =>
  path.reduce<Node | undefined>((node, part) => {
    if (typeof part === 'number') return node?.kind === 'sequence' ? node.items[part] : undefined;
    return node?.kind === 'mapping' ? pairOf(node, part)?.value : undefined;
  }, root);
