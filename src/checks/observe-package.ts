// The offline observer: what the items of a package say.
import type { Options } from '../function/input/options.ts';
import { identityOf } from '../krm/identity.ts';
import type { Item } from '../krm/item.ts';
import { get } from '../krm/object.ts';
import { type Evaluator, namesOf, POD_SPEC, selectAmong } from './evaluator-facts.ts';
import {
  allFacts,
  type Fact,
  type KubernetesObject,
  known,
  type Names,
  type Rights,
  type Sync,
  unread,
} from './fact.ts';
import type { Observed } from './observed.ts';
import { isEnabled } from './own-flags.ts';
import { type Account, type Act, actText, missingActs } from './rbac.ts';
import { runnerActs, sourceActs, targetActs } from './right-checks.ts';
import { dockerConfigOf, isEncrypted } from './secret.ts';
import { syncIn } from './sync-facts.ts';

const KINDS = new Set([
  ...[
    'Deployment',
    'ExternalSecret',

    'SealedSecret',
    'Secret',
    'ServiceAccount',
  ],
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
]);
const MAKERS = new Set(['ExternalSecret', 'SealedSecret']);

/** @param now by which logins and certificates are judged */
export function observePackage(all: readonly Item[], options: Options, now: Date): Observed {
  const origin = known('package' as const);
  const base = { origin, now: known(now), items: known(all) };
  const selected = selectAmong(all, options);
  if (!selected.ok) {
    return { ...base, selection: known(selected.findings), evaluator: NO_EVALUATOR };
  }
  const evaluator = selected.value;
  const items = all
    .filter(({ identity }) => KINDS.has(identity.kind))
    .map(({ value }) => value as KubernetesObject);
  const names = isEnabled(evaluator) ? namesOf(evaluator) : undefined;
  return {
    ...base,
    selection: known([]),
    evaluator: known(evaluator),
    ...(names && wiringFacts(items, evaluator, names, options)),
  };
}

export const NO_EVALUATOR = unread('no function runner is selected (EPR0101)');

function wiringFacts(
  items: readonly KubernetesObject[],
  evaluator: Evaluator,
  names: Names,
  options: Options,
): Observed {
  const { namespace, podNamespace } = names;
  const deployments = items.filter(isOf('Deployment'));
  const sync = syncIn(deployments, evaluator.object);
  const runner = { name: evaluator.serviceAccount, namespace };
  const rights = (account: Account, where: string, acts: readonly Act[]): Fact<Rights> => {
    const missing = missingActs(items, account, where, acts);
    return missing === undefined ? UNKNOWN_ROLE : known(rightsOf(account, where, missing));
  };
  return {
    names: known(names),
    ...pullSecretFacts(items, names, options),
    ...caFacts(items, evaluator),
    sync: known(sync),
    runnerRights: rights(runner, podNamespace, runnerActs(evaluator)),
    ...(sync && syncFacts(items, sync, rights, names)),
  };
}

const UNKNOWN_ROLE = unread('a role that is bound is not in the package');

const isOf =
  (kind: string, namespace?: string, name?: string) =>
  (item: KubernetesObject): boolean => {
    const identity = identityOf(item);
    return (
      identity.kind === kind &&
      (namespace === undefined || identity.namespace === namespace) &&
      (name === undefined || identity.name === name)
    );
  };

function pullSecretFacts(
  items: readonly KubernetesObject[],
  { namespace, podNamespace, secretName }: Names,
  { secretMode }: Options,
): Observed {
  const pullSecret = items.find(isOf('Secret', namespace, secretName));
  if (pullSecret !== undefined) {
    return {
      pullSecret: known(pullSecret),
      ...(!isEncrypted(pullSecret) && { dockerConfig: dockerConfigOf(pullSecret) }),
      strayed: known([]),
    };
  }
  const strayed = items
    .filter(isOf('Secret', undefined, secretName))
    .filter(item => identityOf(item).namespace !== podNamespace);
  if (strayed.length > 0) return { strayed: known(strayed) };
  const isMade = items.some(item => MAKERS.has(identityOf(item).kind) && makes(item, secretName));
  return isMade || secretMode !== 'generate' ? {} : { pullSecret: known(undefined) };
}

const makes = (maker: KubernetesObject, name: string): boolean =>
  (get(maker, 'spec', 'target', 'name') ?? get(maker, 'metadata', 'name')) === name;

/** A CA's Secret that is not in the package may be made by something else. */
function caFacts(
  items: readonly KubernetesObject[],
  { namespace, caSecretName }: Evaluator,
): Observed {
  const secret = items.find(isOf('Secret', namespace, caSecretName ?? ''));
  return secret === undefined && caSecretName !== undefined ? {} : { caSecret: known(secret) };
}

function syncFacts(
  items: readonly KubernetesObject[],
  { deployment, placement }: Sync,
  rights: (account: Account, where: string, acts: readonly Act[]) => Fact<Rights>,
  { namespace: source, podNamespace: target, secretName }: Names,
): Observed {
  const account = accountOf(deployment);
  const object = items.find(isOf('ServiceAccount', account.namespace, account.name));
  return {
    ...(placement === 'companion' && { syncAccount: known(object) }),
    syncRights: allFacts([
      rights(account, source, sourceActs(secretName)),
      rights(account, target, targetActs(secretName)),
    ]),
  };
}

export const accountOf = (deployment: KubernetesObject): Account => ({
  name: `${get(deployment, ...POD_SPEC, 'serviceAccountName') ?? get(deployment, ...POD_SPEC, 'serviceAccount') ?? 'default'}`,
  namespace: identityOf(deployment).namespace ?? 'default',
});

export const rightsOf = (
  { name, namespace: accountNamespace }: Account,
  namespace: string,
  missing: readonly Act[],
): Rights => ({ account: name, accountNamespace, namespace, missing: missing.map(actText) });
