// The target Secret: the change that makes it hold the payload, or why it must stay as it is.
import { type Finding, warning } from '../../findings/finding.ts';
import {
  DOCKER_CONFIG_KEY,
  DOCKER_CONFIG_TYPE,
  MANAGED_BY,
  MANAGER,
  PART_ANNOTATION,
} from '../../registry/pull-secret.ts';
import { called, type Ref, type Secret } from '../api/objects.ts';
import type { Change } from './apply.ts';

/** At most one change, or the reason why the Secret must stay as it is. */
export type TargetPlan = { readonly change?: Change; readonly finding?: Finding };

/** None of these holds for what the function runner writes, so its copies are taken over. */
const FOREIGN: readonly (readonly [is: (secret: Secret) => boolean, why: string])[] = [
  [({ type }) => type !== DOCKER_CONFIG_TYPE, 'it has another type'],
  [({ data = {} }) => Object.keys(data).join() !== DOCKER_CONFIG_KEY, 'it has other keys'],
  [({ immutable }) => immutable === true, 'it is immutable'],
  [({ metadata }) => metadata.labels?.[MANAGED_BY] !== undefined, 'its label names another owner'],
  [
    ({ metadata }) => metadata.ownerReferences?.some(({ controller }) => controller) ?? false,
    'it belongs to a controller',
  ],
];

/** What the sync writes into the metadata: the label is for people, and others may overwrite it. */
const OWN = { labels: { [MANAGED_BY]: MANAGER }, annotations: { [PART_ANNOTATION]: 'copy' } };

/** Known by the annotation, or by the label, which is all that earlier versions wrote. */
export const isOurs = ({ metadata: { labels, annotations } }: Secret): boolean =>
  annotations?.[PART_ANNOTATION] === OWN.annotations[PART_ANNOTATION] ||
  labels?.[MANAGED_BY] === MANAGER;

/**
 * Changes in place, so that the uid stays: kubelets remember it. The API allows no change of a type
 * or of an immutable Secret's content, and the sync has no right to delete: a user must.
 */
export function planTarget(
  target: Secret | undefined,
  ref: Ref<'secrets'>,
  payload: string,
): TargetPlan {
  if (target === undefined) return { change: creation(ref, payload) };
  if (!isOurs(target)) {
    const [, why] = FOREIGN.find(([is]) => is(target)) ?? [];
    return why === undefined ? { change: patch(target, payload) } : { finding: foreign(ref, why) };
  }
  const why = fixed(target);
  if (why !== undefined) return { finding: unchangeable(ref, why) };
  return hasExactly(target, payload) ? {} : { change: patch(target, payload) };
}

/** Whether the payload, and nothing else, is the Secret's content. */
const hasExactly = ({ data = {} }: Secret, payload: string): boolean =>
  Object.keys(data).length === 1 && data[DOCKER_CONFIG_KEY] === payload;

/** Whether pods can use it as the payload's copy. */
export const isCopy = (target: Secret | undefined, payload: string): boolean =>
  target?.type === DOCKER_CONFIG_TYPE && hasExactly(target, payload);

function fixed({ type, immutable }: Secret): string | undefined {
  if (type !== DOCKER_CONFIG_TYPE) return 'it has another type';
  return immutable === true ? 'it is immutable' : undefined;
}

const foreign = (ref: Ref, why: string): Finding =>
  warning(
    'target-foreign',
    `${called(ref)} is not the sync's own, so it is not overwritten: ${why}. ` +
      'Delete it, or choose another `secretName`.',
  );

const unchangeable = (ref: Ref, why: string): Finding =>
  warning(
    'target-unchangeable',
    `${called(ref)} cannot be updated: ${why}. Delete it; the sync creates it again at once.`,
  );

const creation = ({ name, namespace }: Ref, payload: string): Change => ({
  object: 'target',
  verb: 'create',
  body: {
    metadata: { name, namespace, ...OWN },
    type: DOCKER_CONFIG_TYPE,
    data: { [DOCKER_CONFIG_KEY]: payload },
  },
  version: undefined,
  why: 'target-missing',
});

/** What others wrote to the metadata stays; other keys go. */
function patch(target: Secret, payload: string): Change {
  const { resourceVersion } = target.metadata;
  const gone = Object.keys(target.data ?? {}).map(key => [key, null]);
  return {
    object: 'target',
    verb: 'patch',
    body: {
      metadata: { resourceVersion, ...OWN },
      data: { ...Object.fromEntries(gone), [DOCKER_CONFIG_KEY]: payload },
    },
    version: resourceVersion,
    why: isOurs(target) ? 'target-differs' : 'target-unlabelled',
  };
}
