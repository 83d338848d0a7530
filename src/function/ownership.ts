// Which Secrets among the items are the function's own.
import type { Item } from '../krm/item.ts';
import { get } from '../krm/object.ts';
import { MANAGED_BY, MANAGER } from '../registry/pull-secret.ts';

export const isOwn = ({ identity }: Item): boolean => get(identity.labels, MANAGED_BY) === MANAGER;

export const secretsNamed = (items: readonly Item[], namespace: string, name: string): Item[] =>
  items.filter(item => item.is({ apiVersion: 'v1', kind: 'Secret', name, namespace }));

/** The Secrets of those names that the function generated in an earlier run. */
export const ownSecrets = (
  items: readonly Item[],
  namespace: string,
  names: Iterable<string>,
): Item[] => [...names].flatMap(name => secretsNamed(items, namespace, name)).filter(isOwn);
