// A cluster, by a kubeconfig or from inside, as the doctor examines it.
import { join } from 'node:path';
import { connect } from '../controller/api/connection.ts';
import { error } from '../findings/finding.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { quoted } from './command.ts';
import { observeCluster, type Where } from './observe-cluster.ts';
import { optionsOf } from './package-options.ts';
import { Reader } from './reader.ts';
import type { Request } from './request.ts';
import type { Examination } from './run.ts';

/** What the machine says of itself. */
export type Machine = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly exists: (path: string) => boolean;
};

const NAMESPACE = 'porch-system';

export async function examineCluster(
  request: Request,
  machine: Machine,
  now: Date,
): Promise<Step<Examination>> {
  const config = kubeconfigOf(request, machine);
  if (config === undefined) return NO_CLUSTER;
  const connection = connect(config === IN_CLUSTER ? undefined : config, '', request.context);
  if (!connection.ok) return UNREADABLE;
  try {
    const reader = new Reader(connection.value);
    const fault = await reader.fault();
    if (fault !== undefined) return failed(error('cluster-unknown', `${fault}.`));
    const where = whereOf(request, machine);
    const observed = await observeCluster(reader, where, optionsOf(request.options), now);
    return done({
      observed,
      origin: { kind: 'cluster', flags: flagsOf(request) },
      fileOf: () => undefined,
    });
  } finally {
    connection.value.close();
  }
}

const IN_CLUSTER = Symbol('in the cluster');

/** As kubectl: the flag, the variable, the pod's own account, the file in the home folder. */
function kubeconfigOf({ kubeconfig }: Request, { env, home, exists }: Machine) {
  if (kubeconfig !== undefined) return kubeconfig;
  if (env.KUBECONFIG) return env.KUBECONFIG;
  if (env.KUBERNETES_SERVICE_HOST) return IN_CLUSTER;
  const file = join(home, '.kube/config');
  return exists(file) ? file : undefined;
}

/** Beside the sync, its own variables say where the Secrets are. */
function whereOf({ namespace }: Request, { env }: Machine): Where {
  const { SOURCE_NAMESPACE: source, TARGET_NAMESPACE: podNamespace, SECRET_NAME: secretName } = env;
  return {
    namespace: namespace ?? source ?? NAMESPACE,
    names:
      source && podNamespace && secretName
        ? { namespace: source, podNamespace, secretName }
        : undefined,
  };
}

/** What commands need to reach the same cluster. */
const flagsOf = ({ kubeconfig, context }: Request): string[] => [
  ...(kubeconfig === undefined ? [] : [`--kubeconfig=${quoted(kubeconfig)}`]),
  ...(context === undefined ? [] : [`--context=${quoted(context)}`]),
];

const NO_CLUSTER = failed(
  error('cluster-unknown', 'No cluster is known. Give a package, or `--kubeconfig`.'),
);
const UNREADABLE = failed(
  error(
    'kubeconfig-unreadable',
    'The kubeconfig cannot be read, or has no such context. Check `--kubeconfig` and `--context`.',
  ),
);
