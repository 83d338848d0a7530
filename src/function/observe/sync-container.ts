// The pull-secret sync's container, by what it has: others may have its name.
import { get, listAt, stringAt } from '../../krm/object.ts';

export const SYNC_CONTAINER = 'pull-secret-sync';
export const SOURCE_NAMESPACE = 'SOURCE_NAMESPACE';
export const TARGET_NAMESPACE = 'TARGET_NAMESPACE';
export const SECRET_NAME = 'SECRET_NAME';
/** Set only with `refreshRunner`. */
export const RUNNER_SELECTOR = 'RUNNER_SELECTOR';

const VARIABLES = [SOURCE_NAMESPACE, TARGET_NAMESPACE, SECRET_NAME];

/** Whether a container has the variables of the sync: two, for one may be lost, and is another's alone. */
export const isSyncContainer = (container: unknown): boolean => {
  const names = new Set(listAt(container, 'env').map(variable => get(variable, 'name')));
  return VARIABLES.filter(name => names.has(name)).length >= 2;
};

/** The namespace to which the container's sync copies. */
export function copyNamespaceIn(container: unknown): string | undefined {
  const variable = listAt(container, 'env').find(entry => get(entry, 'name') === TARGET_NAMESPACE);
  return stringAt(variable, 'value') || undefined;
}
