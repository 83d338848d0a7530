// Deployments whose programs read registries with Docker's own config: the folder that `DOCKER_CONFIG` names.
import { done, each, type Step } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get, listAt, stringAt } from '../../krm/object.ts';
import type { Result } from '../../krm/result.ts';
import { type ContainerFields, observeContainer } from './container-fields.ts';
import { editableList, type ListField } from './editable-fields.ts';

export const DOCKER_CONFIG = 'DOCKER_CONFIG';
/** Of the function's own, in every container and pod that it gives the config. */
export const CLIENT_FOLDER = '/var/tmp/docker-client-config';
export const CLIENT_VOLUME = 'docker-client-config';
export const CLIENT_FILE = 'config.json';

type ClientContainer = ContainerFields & { readonly env: ListField };
export type DockerClient = {
  readonly item: Item;
  readonly containers: readonly [ClientContainer, ...ClientContainer[]];
};

/** Fails where a part that would be edited is shared by an alias. */
export function observeClient(item: Item): Step<DockerClient, Result> {
  const names = listAt(item.value, 'spec', 'template', 'spec', 'containers').map(container =>
    stringAt(container, 'name'),
  );
  const containers = each(names.map(name => observeClientContainer(item, name)));
  if (!containers.ok) return containers;
  const [first, ...rest] = containers.value;
  // A Deployment without containers fails with the reason.
  if (first === undefined) return observeContainer(item, '') as Step<never, Result>;
  return done({ item, containers: [first, ...rest] });
}

function observeClientContainer(item: Item, name: string): Step<ClientContainer, Result> {
  const fields = observeContainer(item, name);
  if (!fields.ok) return fields;
  const { container, tree } = fields.value;
  const env = editableList(container, 'env', item.identity, tree);
  return env.ok ? done({ ...fields.value, env: env.value }) : env;
}

/** Deployments that an earlier run gave the config: they have the volume, whatever a merge left of the rest. */
export const presentClients = (items: readonly Item[]): Item[] =>
  matching(items, { apiVersion: 'apps/v1', kind: 'Deployment' }, mayBeClient).filter(item =>
    listAt(item.value, 'spec', 'template', 'spec', 'volumes').some(
      volume =>
        get(volume, 'name') === CLIENT_VOLUME &&
        get(volume, 'secret', 'items', '0', 'path') === CLIENT_FILE,
    ),
  );

const mayBeClient = (item: Item): boolean => item.holds(CLIENT_VOLUME);
