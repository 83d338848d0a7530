// Which objects among the items are the function's own.
import type { Identity } from '../krm/identity.ts';
import { type Item, matching } from '../krm/item.ts';
import { get } from '../krm/object.ts';
import { MANAGED_BY, MANAGER } from '../registry/pull-secret.ts';
import { type Purpose, TLS_SECRET } from './purpose.ts';

export const isOwn = ({ identity }: Item): boolean => get(identity.labels, MANAGED_BY) === MANAGER;

/** A Secret that the function generated, by what it holds: credentials or the private CA. */
export const isOwnSecret = (item: Item, purpose: Purpose): boolean =>
  isOwn(item) && (purpose === TLS_SECRET) === holdsCa(item);

const holdsCa = ({ value }: Item): boolean =>
  get(value, 'data', TLS_SECRET.generated.key) !== undefined;

type Type = Pick<Identity, 'apiVersion' | 'kind' | 'namespace'>;

export const named = (items: readonly Item[], type: Type, names: Iterable<string>): Item[] =>
  [...names].flatMap(name => matching(items, { ...type, name }));

export const secretsNamed = (
  items: readonly Item[],
  namespace: string,
  names: Iterable<string>,
): Item[] => named(items, { apiVersion: 'v1', kind: 'Secret', namespace }, names);

/** The Secrets of those names that the function generated in an earlier run. */
export const ownSecrets = (
  items: readonly Item[],
  namespace: string,
  names: Iterable<string>,
  purpose: Purpose,
): Item[] => secretsNamed(items, namespace, names).filter(item => isOwnSecret(item, purpose));
