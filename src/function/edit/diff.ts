// From the desired state to changes of the items.
import type { Item } from '../../krm/item.ts';
import type { Desired } from '../desired/desired.ts';
import type { Runner } from '../observe/runner.ts';
import type { Change } from './change.ts';
import { diffFlags } from './flags.ts';
import { diffLocalConfig } from './local-config.ts';
import { diffWirings } from './mounts.ts';
import { diffObject } from './objects.ts';
import { diffSidecar } from './sync-container.ts';

export const diff = (
  items: readonly Item[],
  runner: Runner,
  { flags, wirings, sidecar, objects, localConfigs }: Desired,
): readonly Change[] => [
  ...diffFlags(runner, flags),
  ...diffWirings(runner, wirings),
  ...diffSidecar(runner, sidecar),
  ...objects.flatMap(object => diffObject(items, object)),
  ...localConfigs.flatMap(diffLocalConfig),
];
