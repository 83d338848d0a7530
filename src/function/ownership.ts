// Which objects among the items are the function's own.
import type { Identity } from '../krm/identity.ts';
import type { Item } from '../krm/item.ts';
import { matching } from '../krm/matching.ts';
import { get, listAt } from '../krm/object.ts';
import { MANAGED_BY, MANAGER } from '../registry/pull-secret.ts';
import { type Purpose, TLS_SECRET } from './purpose.ts';
import type { Target } from './target.ts';

export const isOwn = ({ identity }: Item): boolean => get(identity.labels, MANAGED_BY) === MANAGER;

/** A Secret that the function generated, by what it holds: credentials or the private CA. */
export const isOwnSecret = (item: Item, purpose: Purpose): boolean =>
  isOwn(item) && (purpose === TLS_SECRET) === holdsCa(item);

const holdsCa = ({ value }: Item): boolean =>
  get(value, 'data', TLS_SECRET.generated.key) !== undefined;

export const SECRET = { apiVersion: 'v1', kind: 'Secret' };

/** The Secrets of those names that the function generated in an earlier run. */
export const ownSecrets = (
  items: readonly Item[],
  target: Target,
  names: Iterable<string>,
  purpose: Purpose,
): Item[] => generatedFor(items, target, SECRET, names).filter(item => isOwnSecret(item, purpose));

/**
 * The function's own objects of those names for that Deployment: in its namespace, and in one where it
 * may have been before, unless another Deployment there mounts the Secret.
 */
export function generatedFor(
  items: readonly Item[],
  { item: runner }: Target,
  type: Pick<Identity, 'apiVersion' | 'kind'>,
  names: Iterable<string>,
): Item[] {
  const isUsedElsewhere = ({ identity: { name, namespace } }: Item) =>
    matching(items, { kind: 'Deployment', namespace })
      .filter(item => item !== runner && item.bytes.includes(name))
      .some(({ value }) =>
        listAt(value, 'spec', 'template', 'spec', 'volumes').some(
          volume => get(volume, 'secret', 'secretName') === name,
        ),
      );
  return [...names]
    .flatMap(name => matching(items, { ...type, name }))
    .filter(item => isOwn(item) && !isUsedElsewhere(item));
}
