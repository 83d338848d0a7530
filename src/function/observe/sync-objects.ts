// The objects of the pull-secret sync that are in the package, and where its copy is.
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get, listAt } from '../../krm/object.ts';
import { isOwn } from './ownership.ts';
import { podNamespaceOf } from './pod-namespace.ts';
import type { Runner } from './runner.ts';

export const SYNC_CONTAINER = 'pull-secret-sync';
export const SOURCE_NAMESPACE = 'SOURCE_NAMESPACE';
export const TARGET_NAMESPACE = 'TARGET_NAMESPACE';

const KINDS = new Set(['ServiceAccount', 'Role', 'RoleBinding', 'Deployment']);

/** The names of the objects, wherever the sync runs: no two of a kind share one in any namespace. */
export const syncNames = (deployment: string) => ({
  sync: `${deployment}-pull-secret-sync`,
  target: `${deployment}-pull-secret-sync-target`,
  runner: `${deployment}-pull-secrets`,
});

/** Objects with those kinds and names, in any namespace: another function may have changed it. */
export const syncObjects = (items: readonly Item[], deployment: string): Item[] =>
  Object.values(syncNames(deployment))
    .flatMap(name => matching(items, { name }))
    .filter(({ identity }) => KINDS.has(identity.kind));

/** Whether a container has the variables of the sync: others may have its name. */
export const isSyncContainer = (container: unknown): boolean =>
  listAt(container, 'env').some(variable => get(variable, 'name') === SOURCE_NAMESPACE);

/** Where the sync has copied to so far: its container says so, for another function may have moved the manifest. */
export function copyNamespaceOf(runner: Runner, sync: readonly Item[]): string {
  const containers = sync
    .filter(item => isOwn(item) && item.identity.kind === 'Deployment')
    .flatMap(({ value }) => listAt(value, 'spec', 'template', 'spec', 'containers'));
  const container = [...containers, ...runner.containers].find(isSyncContainer);
  const variable = listAt(container, 'env').find(entry => get(entry, 'name') === TARGET_NAMESPACE);
  return `${get(variable, 'value') ?? podNamespaceOf(runner)}`;
}
