// What of an object in the manifest stays the function's in a re-run; everything else is the user's.
import { get, listAt } from '../../krm/object.ts';
import { editSequence } from '../../yaml/edit.ts';
import { mapAt, pairOf, textAt } from '../../yaml/lookup.ts';
import type { MappingNode, Node, Tree } from '../../yaml/node.ts';
import type { Splice } from '../../yaml/splice.ts';
import { correctKeys, correctMaps, type Owned } from '../corrections.ts';
import { SOURCE_NAMESPACE, SYNC_CONTAINER } from './manifest.ts';

const OWNED: Readonly<Record<string, readonly Owned[]>> = {
  Role: [{ path: [], keys: ['rules'] }],
  RoleBinding: [{ path: [], keys: ['roleRef', 'subjects'] }],
  Deployment: [
    { path: ['spec'], keys: ['selector'] },
    { path: ['spec', 'template', 'metadata', 'labels'], keys: ['app'] },
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

/** The same for the sync's container, wherever it runs; a user may have given it another name. */
export function correctContainer(tree: Tree, node: Node, wanted: object): Splice[] {
  if (node.kind !== 'mapping' || !isSync(node)) return [];
  return [...correctKeys(tree, node, wanted, CONTAINER_KEYS), ...correctEnv(tree, node, wanted)];
}

const isSync = (node: MappingNode): boolean =>
  textAt(node, 'name') === SYNC_CONTAINER ||
  entriesOf(node).some(entry => textAt(entry, 'name') === SOURCE_NAMESPACE);

function entriesOf(container: MappingNode): readonly Node[] {
  const env = pairOf(container, 'env')?.value;
  return env?.kind === 'sequence' ? env.items : [];
}

/** Our variables as they shall be, each once, where they are; others, such as `LOG_LEVEL`, are the user's. */
function correctEnv(tree: Tree, container: MappingNode, wanted: object): Splice[] {
  const missing = new Map(listAt(wanted, 'env').map(entry => [`${get(entry, 'name')}`, entry]));
  const ours = new Set(missing.keys());
  const entries = entriesOf(container);
  const remove = new Set<number>();
  const splices = entries.flatMap((entry, index) => {
    const name = textAt(entry, 'name') ?? '';
    if (entry.kind !== 'mapping' || !ours.has(name)) return [];
    const value = missing.get(name);
    // A later copy would win, and a value from elsewhere beside our own would be refused.
    if (value === undefined || entry.pairs.length > 2) remove.add(index);
    if (remove.has(index)) return [];
    missing.delete(name);
    return correctKeys(tree, entry, value, ['value']);
  });
  const insert = { after: entries.length - 1, values: [...missing.values()] };
  return [...splices, ...editSequence(tree, container, 'env', { remove, insert })];
}
