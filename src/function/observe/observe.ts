// What is there: the evaluator's container, how Secrets are wired, and the function's own objects.
import { all, done, each, type Step } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import { listAt } from '../../krm/object.ts';
import type { Result } from '../../krm/result.ts';
import type { Config } from '../input/options.ts';
import { type ContainerFields, observeContainer } from './container-fields.ts';
import { type DockerClient, observeClient, presentClients } from './docker-clients.ts';
import { deploymentsNamed, evaluatorsAmong, selectEvaluator } from './evaluator.ts';
import { formerRunners } from './former-runners.ts';
import { CA_SECRET, PULL_SECRET } from './mounted-secret.ts';
import { type OwnObject, ownObjects } from './ownership.ts';
import { podNamespaceOf } from './pod-namespace.ts';
import { copyNamespaceIn, isSyncContainer } from './sync-container.ts';
import { deploymentOf } from './sync-names.ts';
import { keepSecret } from './wired-secret.ts';
import { observeWiring, type Wiring } from './wiring.ts';

/** A container with the flags, and how they lead to the two Secrets. */
export type WiredRunner = {
  readonly runner: ContainerFields;
  readonly pullSecret: Wiring;
  readonly caSecret: Wiring;
};

export type Observed = WiredRunner & {
  /** Other containers that have the function's wiring: an earlier layout, or an earlier option. */
  readonly former: readonly WiredRunner[];
  /** The package files of Deployments that were wired before: what stood beside them follows. */
  readonly formerFiles: readonly string[];
  /** Deployments that have `DOCKER_CONFIG` from an earlier run. */
  readonly clients: readonly DockerClient[];
  /** The function's own objects, by whatever name and namespace they have now. */
  readonly own: readonly OwnObject[];
  readonly podNamespace: string;
  /** Where the sync has copied to so far. */
  readonly copyNamespace: string;
};

export function observe(items: readonly Item[], config: Config): Step<Observed, Result> {
  const evaluators = evaluatorsAmong(items);
  const evaluator = selectEvaluator(items, config.options, evaluators);
  if (!evaluator.ok) return evaluator;
  const { item, container } = evaluator.value;
  const own = ownObjects(items);
  const parts = all(
    observeContainer(item, container),
    formerRunners(items, item, own, evaluators),
    each(presentClients(items).map(observeClient)),
  );
  if (!parts.ok) return parts;
  const [runner, former, clients] = parts.value;
  return done({
    ...wiredRunner(runner, own, config),
    former: former.map(each => wiredRunner(each, own, config)),
    formerFiles: formerFiles(items, runner.item, former, own),
    clients,
    own,
    podNamespace: podNamespaceOf(runner),
    copyNamespace: copyNamespaceOf([runner, ...former], own),
  });
}

function wiredRunner(
  runner: ContainerFields,
  own: readonly OwnObject[],
  config: Config,
): WiredRunner {
  const { options } = config;
  const pullSecret = keepSecret(observeWiring(runner, PULL_SECRET, options), own, config);
  return { runner, pullSecret, caSecret: observeWiring(runner, CA_SECRET, options, pullSecret) };
}

/** A former Deployment has the wiring, or the sync's objects are still named after it. */
function formerFiles(
  items: readonly Item[],
  current: Item,
  former: readonly ContainerFields[],
  own: readonly OwnObject[],
): string[] {
  const named = own.flatMap(({ item, part }) => {
    const name = deploymentOf(item.identity.name, part);
    return name === undefined ? [] : deploymentsNamed(items, name);
  });
  const files = [...former.map(({ item }) => item), ...named]
    .filter(item => item !== current)
    .flatMap(({ identity }) => identity.path ?? []);
  return files.filter(file => file !== current.identity.path);
}

/** The sync's container says so, for another function may have moved the manifest. */
function copyNamespaceOf(
  [first, ...rest]: readonly [ContainerFields, ...ContainerFields[]],
  own: readonly OwnObject[],
): string {
  const deployed = own
    .filter(({ item, part }) => part === 'sync' && item.identity.kind === 'Deployment')
    .flatMap(({ item }) => listAt(item.value, 'spec', 'template', 'spec', 'containers'));
  const containers = [...deployed, ...first.containers, ...rest.flatMap(each => each.containers)];
  return copyNamespaceIn(containers.find(isSyncContainer)) ?? podNamespaceOf(first);
}
