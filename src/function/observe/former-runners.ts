// Containers other than the evaluator that still have the function's wiring: an earlier layout of Porch, or
// an earlier option.
import { each, type Step } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get, listAt, stringAt, stringsAt } from '../../krm/object.ts';
import type { Result } from '../../krm/result.ts';
import { AUTH_FLAGS, AUTH_NAME, AUTH_PATH, ENABLE_FLAGS, parseFlags } from '../../porch/flags.ts';
import { DOCKER_CONFIG_KEY } from '../../registry/pull-secret.ts';
import { type ContainerFields, observeContainer } from './container-fields.ts';
import type { ContainerRef } from './evaluator.ts';
import type { OwnObject } from './ownership.ts';
import { isSyncContainer } from './sync-container.ts';

/**
 * Wiring in another Deployment is the function's where its Secret is the function's own, where the sync runs
 * beside it or is named after it, or where it is as the function writes it and serves nobody: the container
 * evaluates no functions.
 *
 * @param own the function's own objects in the package
 */
export function formerRunners(
  items: readonly Item[],
  current: Item,
  own: readonly OwnObject[],
  evaluators: readonly ContainerRef[],
): Step<readonly ContainerFields[], Result> {
  const evaluating = new Set(evaluators.map(({ item }) => item));
  const mayBeFormer = (item: Item) => item !== current && mayBeWired(item);
  const wired = matching(items, { apiVersion: 'apps/v1', kind: 'Deployment' }, mayBeFormer)
    .flatMap(item => containersOf(item).map(container => ({ item, container })))
    .filter(({ item, container }) => isOwnWiring(item, container, own, evaluating.has(item)));
  return each(
    wired.map(({ item, container }) => observeContainer(item, stringAt(container, 'name'))),
  );
}

/** To look for the words costs less than to parse the item. */
const mayBeWired = (item: Item): boolean => item.holds(AUTH_FLAGS);

const podSpecOf = ({ value }: Item): unknown => get(value, 'spec', 'template', 'spec');

const containersOf = (item: Item): readonly unknown[] => listAt(podSpecOf(item), 'containers');

function isOwnWiring(
  item: Item,
  container: unknown,
  own: readonly OwnObject[],
  isEvaluator: boolean,
): boolean {
  const flags = ['command', 'args'].flatMap(key => parseFlags(stringsAt(container, key)));
  const flagText = (name: string) => flags.findLast(flag => flag.name === name)?.value;
  const secretName = flagText(AUTH_NAME);
  if (secretName === undefined && flagText(AUTH_PATH) === undefined) return false;
  const { name } = item.identity;
  const isNamed = own.some(
    ({ item: { identity } }) =>
      identity.name === secretName || identity.name.startsWith(`${name}-pull-secret`),
  );
  const hasSidecar = listAt(podSpecOf(item), 'initContainers').some(isSyncContainer);
  const isOn = flags.some(flag => ENABLE_FLAGS.some(enable => enable === flag.name));
  const isUseless =
    !isEvaluator && isOn && isAsWritten(item, container, secretName, flagText(AUTH_PATH));
  return isNamed || hasSidecar || isUseless;
}

/** Whether the flags lead to a mount and a volume as the function writes them. */
function isAsWritten(
  item: Item,
  container: unknown,
  secretName: string | undefined,
  path: string | undefined,
): boolean {
  const mount = listAt(container, 'volumeMounts').find(
    entry => `${stringAt(entry, 'mountPath')}/${DOCKER_CONFIG_KEY}` === path,
  );
  const volume = listAt(podSpecOf(item), 'volumes').find(
    entry => get(entry, 'name') === get(mount, 'name'),
  );
  return (
    get(mount, 'readOnly') === true &&
    secretName !== undefined &&
    get(volume, 'secret', 'secretName') === secretName
  );
}
