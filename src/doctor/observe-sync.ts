// The live observer of the sync and of rights, which are asked for by reviews.
import type { Evaluator } from '../checks/evaluator-facts.ts';
import {
  allFacts,
  type Fact,
  type KubernetesObject,
  known,
  mapFact,
  type Names,
  type Rights,
  type Sync,
} from '../checks/fact.ts';
import { accountOf, rightsOf } from '../checks/observe-package.ts';
import type { Observed } from '../checks/observed.ts';
import type { Account, Act } from '../checks/rbac.ts';
import { grantCommand, runnerActs, sourceActs, targetActs } from '../checks/right-checks.ts';
import { syncIn } from '../checks/sync-facts.ts';
import { get } from '../krm/object.ts';
import type { Reader } from './reader.ts';

export async function syncFacts(
  reader: Reader,
  evaluator: Evaluator,
  names: Names,
  deployments: readonly KubernetesObject[],
): Promise<Observed> {
  const sync = syncIn(deployments, evaluator.object);
  const runner = { name: evaluator.serviceAccount, namespace: names.namespace };
  return {
    sync: known(sync),
    runnerRights: await rights(reader, runner, names.podNamespace, runnerActs(evaluator)),
    ...(sync && { syncRights: await syncRights(reader, accountOf(sync.deployment), names) }),
    ...(sync?.placement === 'companion' && (await companionFacts(reader, sync))),
  };
}

async function companionFacts(reader: Reader, { deployment }: Sync): Promise<Observed> {
  const { name, namespace } = accountOf(deployment);
  const [syncAccount, syncPods] = await Promise.all([
    reader.get('ServiceAccount', namespace, name),
    reader.list('Pod', namespace, selectorOf(deployment)),
  ]);
  return { syncAccount, syncPods };
}

export async function syncRights(
  reader: Reader,
  account: Account,
  { namespace, podNamespace, secretName }: Names,
): Promise<Fact<readonly Rights[]>> {
  return allFacts(
    await Promise.all([
      rights(reader, account, namespace, sourceActs(secretName)),
      rights(reader, account, podNamespace, targetActs(secretName)),
    ]),
  );
}

const rights = async (reader: Reader, account: Account, where: string, acts: readonly Act[]) =>
  mapFact(await reader.missing(account, where, acts), missing => granted(account, where, missing));

const granted = (account: Account, where: string, missing: readonly Act[]): Rights => {
  const rights = rightsOf(account, where, missing);
  return missing.length === 0 ? rights : { ...rights, grant: grantCommand(rights, missing) };
};

export const selectorOf = (deployment: KubernetesObject): string =>
  Object.entries(get(deployment, 'spec', 'selector', 'matchLabels') ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
