// Which objects among the items are the function's own.
import type { Identity } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get, listAt } from '../../krm/object.ts';
import { MANAGED_BY, MANAGER } from '../../registry/pull-secret.ts';
import { CA_SECRET, type MountedSecret } from './mounted-secret.ts';
import type { Runner } from './runner.ts';

export const isOwn = ({ identity }: Item): boolean => get(identity.labels, MANAGED_BY) === MANAGER;

/** A Secret that the function generated, told by its content: credentials or the private CA. */
export const isOwnSecret = (item: Item, secret: MountedSecret): boolean =>
  isOwn(item) && (secret === CA_SECRET) === holdsCa(item);

const holdsCa = ({ value }: Item): boolean =>
  get(value, 'data', CA_SECRET.generated.key) !== undefined;

export const SECRET = { apiVersion: 'v1', kind: 'Secret' };

/** The Secrets of those names that the function generated in an earlier run. */
export const ownSecrets = (
  items: readonly Item[],
  runner: Runner,
  names: Iterable<string>,
  secret: MountedSecret,
): Item[] => ownObjects(items, runner, SECRET, names).filter(item => isOwnSecret(item, secret));

/**
 * The function's own objects of those names for that Deployment: in its namespace, and in one where it may
 * have been before, unless another Deployment there mounts the Secret.
 */
export function ownObjects(
  items: readonly Item[],
  { item: runner }: Runner,
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
