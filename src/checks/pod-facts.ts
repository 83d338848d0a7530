// How a pod in a cluster is, and what its containers wait for.
import { get, listAt } from '../krm/object.ts';
import { answerIn, WORDS } from './answer.ts';
import type { KubernetesObject } from './fact.ts';

const PULL_REASONS = new Set([
  'ImagePullBackOff',
  'ErrImagePull',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

export type Waiting = {
  /** The field of the container's image. */
  readonly path: string;
  readonly isPull: boolean;
  readonly isCrash: boolean;
  /** Why, in our own words. */
  readonly words: string;
};

/** The containers of a pod that wait for something to change. */
export function waitingIn(pod: KubernetesObject): Waiting[] {
  return (['containers', 'initContainers'] as const).flatMap(list =>
    listAt(pod, 'spec', list).flatMap((container, index) => {
      const statuses = list === 'containers' ? 'containerStatuses' : 'initContainerStatuses';
      const status = listAt(pod, 'status', statuses).find(
        entry => get(entry, 'name') === get(container, 'name'),
      );
      const waiting = get(status, 'state', 'waiting');
      const reason = `${get(waiting, 'reason') ?? ''}`;
      if (waiting === undefined) return [];
      return [
        {
          path: `spec.${list}[${index}].image`,
          isPull: PULL_REASONS.has(reason),
          isCrash: reason === 'CrashLoopBackOff',
          words: ASKED_NOBODY[reason] ?? WORDS[answerIn(pullMessage(status))],
        },
      ];
    }),
  );
}

/** Reasons of the kubelet's own, for which it asks no registry. */
const ASKED_NOBODY: Readonly<Record<string, string>> = {
  InvalidImageName: 'it is no valid image name. Correct it',
  ErrImageNeverPull:
    '`imagePullPolicy` is Never, and the node does not have the image. Set it to IfNotPresent',
};

/** While the kubelet backs off, `waiting` says no more than that; its last try may still be known. */
const pullMessage = (status: unknown): string =>
  [
    get(status, 'state', 'waiting', 'message'),
    get(status, 'lastState', 'terminated', 'message'),
  ].join(' ');

export const isReady = (pod: KubernetesObject): boolean =>
  listAt(pod, 'status', 'conditions').some(
    condition => get(condition, 'type') === 'Ready' && get(condition, 'status') === 'True',
  );
