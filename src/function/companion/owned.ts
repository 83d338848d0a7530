// What of an object in the manifest stays the function's in a re-run; everything else is the user's.
import { isDeepStrictEqual } from 'node:util';
import { get } from '../../krm/object.ts';
import { pairOf, setKey } from '../../yaml/edit.ts';
import type { Splice } from '../../yaml/splice.ts';
import type { MappingNode, Node, Tree } from '../../yaml/tree.ts';
import { nodeValue } from '../../yaml/value.ts';
import { textAt } from '../target.ts';
import { SYNC_CONTAINER } from './manifest.ts';

/** A map in an object, and the keys in it that are ours. */
type Owned = { readonly path: readonly string[]; readonly keys: readonly string[] };

const OWNED: Readonly<Record<string, readonly Owned[]>> = {
  Role: [{ path: [], keys: ['rules'] }],
  RoleBinding: [{ path: [], keys: ['roleRef', 'subjects'] }],
  Deployment: [
    { path: ['spec'], keys: ['selector'] },
    { path: ['spec', 'template', 'spec'], keys: ['serviceAccountName', 'imagePullSecrets'] },
  ],
};
const CONTAINER_KEYS = ['image', 'command', 'env'];

/** The splices that give an object back what is ours in it. */
export function correctOwned(tree: Tree, kind: string, wanted: object): Splice[] {
  const splices = (OWNED[kind] ?? []).flatMap(({ path, keys }) => {
    const node = mapAt(tree.root, path);
    return node === undefined ? [] : correctKeys(tree, node, get(wanted, ...path), keys);
  });
  if (kind !== 'Deployment') return splices;
  const [container] = get(wanted, 'spec', 'template', 'spec', 'containers') as [object];
  const podSpec = mapAt(tree.root, ['spec', 'template', 'spec']);
  const list = podSpec && pairOf(podSpec, 'containers')?.value;
  const items = list?.kind === 'sequence' ? list.items : [];
  return [...splices, ...items.flatMap(node => correctContainer(tree, node, container))];
}

/** The same for the sync's container, wherever it runs. */
export function correctContainer(tree: Tree, node: Node, wanted: object): Splice[] {
  if (node.kind !== 'mapping' || textAt(node, 'name') !== SYNC_CONTAINER) return [];
  return correctKeys(tree, node, wanted, CONTAINER_KEYS);
}

const correctKeys = (
  tree: Tree,
  node: MappingNode,
  wanted: unknown,
  keys: readonly string[],
): Splice[] =>
  keys.flatMap(key => {
    const value = get(wanted, key);
    const old = pairOf(node, key)?.value;
    const right = old !== undefined && isDeepStrictEqual(nodeValue(tree, old), value);
    return right ? [] : [setKey(tree, node, key, value)];
  });

/** The map under a path of keys. */
export const mapAt = (root: Node, path: readonly string[]): MappingNode | undefined => {
  const node = path.reduce<Node | undefined>(
    (at, key) => (at?.kind === 'mapping' ? pairOf(at, key)?.value : undefined),
    root,
  );
  return node?.kind === 'mapping' ? node : undefined;
};
