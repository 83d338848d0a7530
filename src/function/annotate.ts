// Setting annotations on an object, and nothing else.
import { setKey, setKeys } from '../yaml/edit.ts';
import { pairOf } from '../yaml/lookup.ts';
import type { MappingNode, Tree } from '../yaml/node.ts';
import type { Splice } from '../yaml/splice.ts';

/** @param metadata the object's `metadata` */
export function annotate(
  tree: Tree,
  metadata: MappingNode,
  annotations: Readonly<Record<string, string>>,
): Splice[] {
  const node = pairOf(metadata, 'annotations')?.value;
  if (node?.kind !== 'mapping') return [setKey(tree, metadata, 'annotations', annotations)];
  return setKeys(tree, node, annotations);
}
