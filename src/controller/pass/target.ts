// The target Secret: the change that makes it hold the payload, or why it must stay as it is.
import type { Code } from '../../findings/codes.ts';
import {
  DOCKER_CONFIG_KEY,
  DOCKER_CONFIG_TYPE,
  MANAGED_BY,
  MANAGER,
} from '../../registry/pull-secret.ts';
import type { Ref, Secret } from '../api/objects.ts';

export type TargetChange =
  | { readonly verb: 'create'; readonly secret: Secret; readonly why: Code }
  | { readonly verb: 'update'; readonly secret: Secret; readonly why: Code }
  /** Deletes `stale`, then creates `secret`. */
  | {
      readonly verb: 'replace';
      readonly stale: Secret;
      readonly secret: Secret;
      readonly why: Code;
    };

/** At most one change, or the reason why the Secret must stay as it is. */
export type TargetPlan = {
  readonly change?: TargetChange;
  readonly foreign?: string;
  readonly terminating?: boolean;
};

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

/** True for a Secret with our label: the sync or one of its users made it. */
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
    return { change: { verb: 'create', secret: newSecret(ref, payload), why: 'target-missing' } };
  }
  if (!isOurs(target)) {
    const [, foreign] = FOREIGN.find(([is]) => is(target)) ?? [];
    if (foreign !== undefined) return { foreign };
    return update(target, payload, 'target-unlabelled');
  }
  const stuck = fixed(target);
  if (stuck !== undefined) {
    if (target.metadata.deletionTimestamp !== undefined) return { terminating: true };
    const secret = newSecret(ref, payload);
    return { change: { verb: 'replace', stale: target, secret, why: stuck } };
  }
  return hasExactly(target, payload) ? {} : update(target, payload, 'target-differs');
}

/** Whether the payload, and nothing else, is the Secret's content. */
const hasExactly = ({ data = {} }: Secret, payload: string): boolean =>
  Object.keys(data).length === 1 && data[DOCKER_CONFIG_KEY] === payload;

/** Whether pods can use it as the payload's copy. */
export const isCopy = (target: Secret | undefined, payload: string): boolean =>
  target?.type === DOCKER_CONFIG_TYPE && hasExactly(target, payload);

function fixed({ type, immutable }: Secret): Code | undefined {
  if (type !== DOCKER_CONFIG_TYPE) return 'target-mistyped';
  return immutable === true ? 'target-immutable' : undefined;
}

const newSecret = ({ name, namespace }: Ref, payload: string): Secret => ({
  metadata: { name, namespace, labels: { [MANAGED_BY]: MANAGER } },
  type: DOCKER_CONFIG_TYPE,
  data: { [DOCKER_CONFIG_KEY]: payload },
});

const update = (target: Secret, payload: string, why: Code): TargetPlan => ({
  change: {
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
