// The text that edits make of another.
import { applySplices } from '../../src/yaml/apply-splices.ts';
import type { MappingNode, Node, Tree } from '../../src/yaml/node.ts';
import type { Splice } from '../../src/yaml/splice.ts';
import { treeOf } from './nodes.ts';

type Path = readonly (string | number)[];

/** The node under a path of keys and indexes. */
export function nodeAt({ root }: Tree, path: Path): Node {
  return path.reduce((node: Node, step) => {
    const below =
      node.kind === 'sequence'
        ? node.items[Number(step)]
        : node.kind === 'mapping' &&
          node.pairs.find(({ key }) => key.kind === 'scalar' && key.text === step)?.value;
    if (!below) throw new Error(`nothing under ${step}`);
    return below;
  }, root);
}

/** Edits the mapping under a path. */
export function edited(
  source: string,
  path: Path,
  edit: (tree: Tree, node: MappingNode) => Splice | readonly Splice[],
): string {
  const tree = treeOf(source);
  const node = nodeAt(tree, path);
  if (node.kind !== 'mapping') throw new Error('no mapping');
  return applySplices(tree, [edit(tree, node)].flat());
}
