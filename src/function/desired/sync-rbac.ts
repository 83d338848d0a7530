// Who may do what: the least that the sync needs in each namespace, and what the function runner lacks.
import { type Result, warningOn } from '../../krm/result.ts';
import type { Release } from '../../porch/releases.ts';
import type { Inputs } from '../input/inputs.ts';
import { type Granted, grantedBy } from '../observe/granted-rights.ts';
import type { Observed } from '../observe/observe.ts';
import { isNamespace } from '../observe/pod-namespace.ts';

const CORE = [''];
/** The ServiceAccount of the function pods. */
const POD_ACCOUNT = 'default';

/** On the source Secret, in the function runner's namespace. */
export const sourceRules = (secretName: string) => [
  {
    apiGroups: CORE,
    resources: ['secrets'],
    resourceNames: [secretName],
    verbs: ['get', 'watch'],
  },
  { apiGroups: CORE, resources: ['events'], verbs: ['create', 'patch'] },
];

/**
 * On the function runner's pods, in its namespace: to change an annotation of theirs. RBAC can narrow this
 * neither to an annotation nor to pods with a label.
 */
export const REFRESH_RULES = [{ apiGroups: CORE, resources: ['pods'], verbs: ['list', 'patch'] }];

/** On the target Secret and the pods' ServiceAccount. A create cannot be restricted by name. */
export const targetRules = (secretName: string) => [
  {
    apiGroups: CORE,
    resources: ['secrets'],
    resourceNames: [secretName],
    verbs: ['get', 'watch', 'patch'],
  },
  { apiGroups: CORE, resources: ['secrets'], verbs: ['create'] },
  {
    apiGroups: CORE,
    resources: ['serviceaccounts'],
    resourceNames: [POD_ACCOUNT],
    verbs: ['get', 'watch', 'patch'],
  },
];

/**
 * What the function runner itself needs to replicate the Secret. Its client reads through a cache, which
 * lists and watches all Secrets of the namespace.
 */
export const RUNNER_RULES = [
  {
    apiGroups: CORE,
    resources: ['secrets'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'delete'],
  },
];

/** What the function runner does with the copy. */
const REPLICATE = ['get', 'create', 'update', 'delete'];

/** What the package's own RBAC gives the function runner of what its release needs. */
export const runnerRights = (
  { items }: Inputs,
  { runner, podNamespace }: Observed,
  { cachedReads }: Release,
): Granted =>
  grantedBy(items, {
    account: runner.serviceAccount,
    accountNamespace: runner.namespace,
    namespace: podNamespace,
    verbs: cachedReads ? [...REPLICATE, 'list', 'watch'] : REPLICATE,
  });

/** A warning where the package clearly does not give the function runner the rights to copy the pull secret. */
export function missingRights(
  { runner, podNamespace }: Observed,
  { isClear, missing }: Granted,
): Result[] {
  // To copy, it need not delete.
  const lacking = missing.filter(verb => verb !== 'delete');
  if (!isClear || lacking.length === 0 || !isNamespace(podNamespace)) return [];
  const message =
    `the function runner cannot copy the pull secret: its ServiceAccount \`${runner.serviceAccount}\` lacks ` +
    `${lacking.join(', ')} on Secrets in \`${podNamespace}\`. Grant these verbs, or remove \`sync: none\` ` +
    'so that the sync copies it';
  return [warningOn(runner.item.identity, 'runner-rights-missing', message)];
}
