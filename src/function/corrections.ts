// What of an object stays the function's in a re-run; everything else there is the user's.
import { get, isSame } from '../krm/object.ts';
import { setKey } from '../yaml/edit.ts';
import { mapAt, pairOf } from '../yaml/lookup.ts';
import type { MappingNode, Tree } from '../yaml/node.ts';
import type { Splice } from '../yaml/splice.ts';
import { nodeValue } from '../yaml/value.ts';

/** A map in an object, and the keys in it that are ours. */
export type Owned = { readonly path: readonly string[]; readonly keys: readonly string[] };

/** The splices that give an object back what is ours in the maps that it has. */
export const correctMaps = (
  tree: Tree,
  owned: readonly Owned[],
  wanted: object,
): readonly Splice[] =>
  owned.flatMap(({ path, keys }) => {
    const node = mapAt(tree.root, ...path);
    return node === undefined ? [] : correctKeys(tree, node, get(wanted, ...path), keys);
  });

export const correctKeys = (
  tree: Tree,
  node: MappingNode,
  wanted: unknown,
  keys: readonly string[],
): Splice[] =>
  keys.flatMap(key => {
    const value = get(wanted, key);
    const old = pairOf(node, key)?.value;
    const right = old !== undefined && isSame(nodeValue(tree, old), value);
    return right ? [] : [setKey(tree, node, key, value)];
  });
