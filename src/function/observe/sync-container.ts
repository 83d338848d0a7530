// The pull-secret sync's container, by what it has: others may have its name.
import { get, listAt, stringAt } from '../../krm/object.ts';

export const SYNC_CONTAINER = 'pull-secret-sync';
export const SOURCE_NAMESPACE = 'SOURCE_NAMESPACE';
export const TARGET_NAMESPACE = 'TARGET_NAMESPACE';
/** Set only with `refreshRunner`. */
export const RUNNER_SELECTOR = 'RUNNER_SELECTOR';

/** Whether a container has the variables of the sync. */
export const isSyncContainer = (container: unknown): boolean =>
  listAt(container, 'env').some(variable => get(variable, 'name') === SOURCE_NAMESPACE);

/** The namespace to which the container's sync copies. */
export function copyNamespaceIn(container: unknown): string | undefined {
  const variable = listAt(container, 'env').find(entry => get(entry, 'name') === TARGET_NAMESPACE);
  return stringAt(variable, 'value') || undefined;
}
