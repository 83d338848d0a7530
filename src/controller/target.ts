// The target Secret: what must be done to it so that it holds the payload, and what must not.
import {
  DOCKER_CONFIG_KEY,
  DOCKER_CONFIG_TYPE,
  MANAGED_BY,
  MANAGER,
} from '../registry/pull-secret.ts';
import type { Ref, Secret } from './objects.ts';

export type Step =
  | { readonly verb: 'create'; readonly secret: Secret; readonly why: string }
  | { readonly verb: 'update'; readonly secret: Secret; readonly why: string }
  /** Deletes `stale`, then creates `secret`. */
  | {
      readonly verb: 'replace';
      readonly stale: Secret;
      readonly secret: Secret;
      readonly why: string;
    };

/** At most one step; or the reason why the Secret must stay as it is. */
export type TargetPlan = {
  readonly step?: Step;
  readonly foreign?: string;
  readonly terminating?: boolean;
};

/** What the function-runner writes is none of these (porch/facts.md, 3): that is taken over. */
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

/** True for a Secret with our label: the controller, or a user of it, made it. */
export const isOurs = ({ metadata }: Secret): boolean => metadata.labels?.[MANAGED_BY] === MANAGER;

/**
 * Decides for the target as it is. In place wherever the API allows it, so that the uid stays:
 * kubelets remember it. `type` and an immutable Secret's content cannot be changed in place.
 */
export function planTarget(
  target: Secret | undefined,
  ref: Ref<'secrets'>,
  payload: string,
): TargetPlan {
  if (target === undefined) {
    return { step: { verb: 'create', secret: newSecret(ref, payload), why: 'it does not exist' } };
  }
  if (!isOurs(target)) {
    const [, foreign] = FOREIGN.find(([is]) => is(target)) ?? [];
    if (foreign !== undefined) return { foreign };
    return update(target, payload, 'it lacks our label');
  }
  const stuck = fixed(target);
  if (stuck !== undefined) {
    if (target.metadata.deletionTimestamp !== undefined) return { terminating: true };
    const secret = newSecret(ref, payload);
    return { step: { verb: 'replace', stale: target, secret, why: stuck } };
  }
  return hasExactly(target, payload) ? {} : update(target, payload, 'its content differs');
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

const newSecret = ({ name, namespace }: Ref, payload: string): Secret => ({
  metadata: { name, namespace, labels: { [MANAGED_BY]: MANAGER } },
  type: DOCKER_CONFIG_TYPE,
  data: { [DOCKER_CONFIG_KEY]: payload },
});

const update = (target: Secret, payload: string, why: string): TargetPlan => ({
  step: {
    verb: 'update',
    secret: {
      ...target,
      metadata: {
        ...target.metadata,
        labels: { ...target.metadata.labels, [MANAGED_BY]: MANAGER },
      },
      data: { [DOCKER_CONFIG_KEY]: payload },
    },
    why,
  },
});
