// From the desired state to changes of the items.
import type { Item } from '../../krm/item.ts';
import type { Desired, DesiredRunner } from '../desired/desired.ts';
import type { Change } from './change.ts';
import { diffClient } from './docker-clients.ts';
import { diffFlags } from './flags.ts';
import { diffImagePullSecret } from './image-pull-secrets.ts';
import { diffLocalConfig } from './local-config.ts';
import { diffWirings } from './mounts.ts';
import { diffObject } from './objects.ts';
import { diffSidecar } from './sync-container.ts';

export const diff = (
  items: readonly Item[],
  { runners, clients, objects, localConfigs }: Desired,
): readonly Change[] => [
  ...runners.flatMap(diffRunner),
  ...clients.flatMap(diffClient),
  ...objects.flatMap(object => diffObject(items, object)),
  ...localConfigs.flatMap(diffLocalConfig),
];

const diffRunner = (desired: DesiredRunner): Change[] => [
  ...diffFlags(desired.runner, desired.flags),
  ...diffWirings(desired.runner, desired.wirings),
  ...diffSidecar(desired.runner, desired.sidecar),
  ...diffImagePullSecret(desired),
];
