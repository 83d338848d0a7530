// The live observer: what a cluster says, by reads alone.

import { POD_ACCOUNT } from '../checks/copy-checks.ts';
import { type Evaluator, namesOf, selectAmong } from '../checks/evaluator-facts.ts';
import {
  chainFact,
  type Fact,
  type KubernetesObject,
  known,
  type Names,
  unread,
} from '../checks/fact.ts';
import { NO_EVALUATOR } from '../checks/observe-package.ts';
import type { Observed } from '../checks/observed.ts';
import { isEnabled } from '../checks/own-flags.ts';
import { waitingIn } from '../checks/pod-facts.ts';
import { dockerConfigOf } from '../checks/secret.ts';
import type { Options } from '../function/input/options.ts';
import { identityOf } from '../krm/identity.ts';
import { get, listAt } from '../krm/object.ts';
import { readResourceList } from '../krm/read.ts';
import { selectorOf, syncFacts, syncRights } from './observe-sync.ts';
import type { Reader } from './reader.ts';

export type Where = {
  /** Of the function runner. */
  readonly namespace: string;
  /** As the sync's own variables say, where the doctor runs beside it. */
  readonly names: Names | undefined;
};

const FATAL = /flag provided but not defined: -+([\w-]{1,60})$/m;

export async function observeCluster(
  reader: Reader,
  { namespace, names }: Where,
  options: Options,
  now: Date,
): Promise<Observed> {
  const origin = known('cluster' as const);
  const base = { origin, now: known(now) };
  const deployments = await reader.list('Deployment', namespace);
  if (!deployments.isKnown) {
    const facts = names ? await factsBesideSync(reader, names) : {};
    const evaluator = unread(deployments.because);
    return { ...base, selection: evaluator, evaluator, sync: evaluator, ...facts };
  }
  const selected = select(deployments.value, options);
  if (!selected.ok)
    return { ...base, selection: known(selected.findings), evaluator: NO_EVALUATOR };
  const evaluator = selected.value;
  const selectedFacts = { ...base, selection: known([]), evaluator: known(evaluator) };
  const pods = await podFacts(reader, evaluator);
  const wired = isEnabled(evaluator) ? namesOf(evaluator) : undefined;
  if (wired === undefined) return { ...selectedFacts, ...pods };
  const [secrets, ca, sync] = await Promise.all([
    secretFacts(reader, wired),
    caFact(reader, evaluator),
    syncFacts(reader, evaluator, wired, deployments.value),
  ]);
  return { ...selectedFacts, ...pods, ...secrets, ...ca, ...sync };
}

/** What the sync's own login may see: the Secrets, and its own rights. */
async function factsBesideSync(reader: Reader, names: Names): Promise<Observed> {
  const [secrets, self] = await Promise.all([secretFacts(reader, names), reader.self()]);
  return { ...secrets, ...(self && { syncRights: await syncRights(reader, self, names) }) };
}

/** The function's own observer takes items: those of a list as JSON. */
function select(deployments: readonly KubernetesObject[], options: Options) {
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items: deployments };
  const read = readResourceList(Buffer.from(JSON.stringify(list)));
  return selectAmong(read.ok ? read.value.items : [], options);
}

async function secretFacts(
  reader: Reader,
  { namespace, podNamespace, secretName }: Names,
): Promise<Observed> {
  const [pullSecret, copy, podAccount, podSpace, functionPods] = await Promise.all([
    reader.get('Secret', namespace, secretName),
    reader.get('Secret', podNamespace, secretName),
    reader.get('ServiceAccount', podNamespace, POD_ACCOUNT),
    reader.get('Namespace', '', podNamespace),
    reader.list('Pod', podNamespace),
  ]);
  const isGone = podSpace.isKnown && podSpace.value === undefined;
  return {
    names: known({ namespace, podNamespace, secretName }),
    pullSecret,
    dockerConfig: chainFact(pullSecret, dockerConfigOf),
    podNamespace: podSpace,
    ...(!isGone && { copy, podAccount, functionPods }),
  };
}

async function caFact(reader: Reader, { namespace, caSecretName }: Evaluator): Promise<Observed> {
  return {
    caSecret:
      caSecretName === undefined
        ? known(undefined)
        : await reader.get('Secret', namespace, caSecretName),
  };
}

async function podFacts(reader: Reader, { object, namespace }: Evaluator): Promise<Observed> {
  const runnerPods = await reader.list('Pod', namespace, selectorOf(object));
  return { runnerPods, fatalFlags: known(await fatalFlags(reader, namespace, runnerPods)) };
}

/** Of the log nothing but the flag's name is kept. */
async function fatalFlags(
  reader: Reader,
  namespace: string,
  pods: Fact<readonly KubernetesObject[]>,
): Promise<readonly string[]> {
  const crashing = (pods.isKnown ? pods.value : []).filter(pod =>
    waitingIn(pod).some(({ isCrash }) => isCrash),
  );
  const flags = crashing.flatMap(pod =>
    listAt(pod, 'spec', 'containers').map(async container => {
      const { name } = identityOf(pod);
      const log = await reader.log(namespace, name, `${get(container, 'name')}`);
      return FATAL.exec(log)?.[1];
    }),
  );
  return [...new Set((await Promise.all(flags)).filter(flag => flag !== undefined))];
}
