// Whether something else in the package mounts a Secret of the function's: then it is still needed.
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get, listAt } from '../../krm/object.ts';
import { CLIENT_VOLUME } from './docker-clients.ts';
import type { WiredRunner } from './observe.ts';

/** @param wired the containers that the function has wired, whose volumes do not count */
export function isMountedElsewhere(
  items: readonly Item[],
  wired: readonly WiredRunner[],
  { identity: { name, namespace } }: Item,
): boolean {
  const isNamed = (item: Item) => item.holds(name);
  return matching(items, { kind: 'Deployment', namespace }, isNamed).some(item => {
    const own = wired.filter(({ runner }) => runner.item === item).flatMap(ownVolumes);
    return listAt(item.value, 'spec', 'template', 'spec', 'volumes').some(
      (volume, index) =>
        get(volume, 'secret', 'secretName') === name &&
        get(volume, 'name') !== CLIENT_VOLUME &&
        !own.includes(index),
    );
  });
}

const ownVolumes = ({ pullSecret, caSecret }: WiredRunner): number[] =>
  [pullSecret, caSecret].flatMap(({ volume }) => volume?.index ?? []);
