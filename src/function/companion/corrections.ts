// What of an object in the manifest stays the function's in a re-run; everything else is the user's.
import { get, listAt } from '../../krm/object.ts';
import { mapAt, pairOf, textAt } from '../../yaml/lookup.ts';
import type { Node, Tree } from '../../yaml/node.ts';
import type { Splice } from '../../yaml/splice.ts';
import { nodeValue } from '../../yaml/value.ts';
import { correctKeys, correctMaps, type Owned } from '../corrections.ts';
import { SYNC_CONTAINER } from './manifest.ts';

const OWNED: Readonly<Record<string, readonly Owned[]>> = {
  Role: [{ path: [], keys: ['rules'] }],
  RoleBinding: [{ path: [], keys: ['roleRef', 'subjects'] }],
  Deployment: [
    { path: ['spec'], keys: ['selector'] },
    { path: ['spec', 'template', 'spec'], keys: ['serviceAccountName', 'imagePullSecrets'] },
  ],
};
const CONTAINER_KEYS = ['image', 'command'];

/** The splices that give an object back what is ours in it. */
export function correctOwned(tree: Tree, kind: string, wanted: object): Splice[] {
  const splices = [...correctMaps(tree, OWNED[kind] ?? [], wanted)];
  if (kind !== 'Deployment') return splices;
  const [container] = get(wanted, 'spec', 'template', 'spec', 'containers') as [object];
  const podSpec = mapAt(tree.root, 'spec', 'template', 'spec');
  const list = podSpec && pairOf(podSpec, 'containers')?.value;
  const items = list?.kind === 'sequence' ? list.items : [];
  return [...splices, ...items.flatMap(node => correctContainer(tree, node, container))];
}

/** The same for the sync's container, wherever it runs. */
export function correctContainer(tree: Tree, node: Node, wanted: object): Splice[] {
  if (node.kind !== 'mapping' || textAt(node, 'name') !== SYNC_CONTAINER) return [];
  const env = pairOf(node, 'env')?.value;
  return [
    ...correctKeys(tree, node, wanted, CONTAINER_KEYS),
    ...correctKeys(tree, node, { env: envWith(wanted, env && nodeValue(tree, env)) }, ['env']),
  ];
}

/** Our variables as they shall be, in their places; others, such as `LOG_LEVEL`, are the user's. */
function envWith(wanted: object, current: unknown): unknown[] {
  const ours = new Map(listAt(wanted, 'env').map(entry => [get(entry, 'name'), entry]));
  const kept = (Array.isArray(current) ? current : []).map(entry => {
    const name = get(entry, 'name');
    const own = ours.get(name);
    ours.delete(name);
    return own ?? entry;
  });
  return [...kept, ...ours.values()];
}
