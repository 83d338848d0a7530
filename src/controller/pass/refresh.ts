// Makes the kubelet refresh the function runner's mounts: it does once an annotation of the pod changes.
import { type Finding, warning } from '../../findings/finding.ts';
import { MANAGER } from '../../registry/pull-secret.ts';
import type { Cluster, Failure } from '../api/cluster.ts';
import type { Clock } from '../clock/clock.ts';

/** The only field of a pod that the sync writes. */
export const REFRESHED = `${MANAGER}/refreshed`;

export type Runner = {
  readonly namespace: string;
  /** The labels of the function runner's pods, as in `app=function-runner`. */
  readonly selector: string;
};

/** No rotation waits longer for it. */
const PATIENCE_MS = 2_000;

/** Best effort: without it the kubelet refreshes the mounts within two minutes. */
export async function refreshRunner(
  cluster: Cluster,
  runner: Runner,
  clock: Clock,
): Promise<Finding[]> {
  const isOver = new AbortController();
  const late = clock.sleep(PATIENCE_MS, isOver.signal).then(() => [notRefreshed(LATE)]);
  const findings = await Promise.race([annotate(cluster, runner, clock.date()), late]);
  isOver.abort();
  return findings;
}

const LATE = { message: `refresh the function runner: no answer within ${PATIENCE_MS / 1000} s` };

async function annotate(
  cluster: Cluster,
  { namespace, selector }: Runner,
  at: Date,
): Promise<Finding[]> {
  const pods = await cluster.pods(namespace, selector);
  if (!pods.ok) return [notRefreshed(pods.findings[0])];
  const patch = { metadata: { annotations: { [REFRESHED]: at.toISOString() } } };
  const answers = await Promise.all(
    pods.value.map(name => cluster.patch({ resource: 'pods', namespace, name }, patch)),
  );
  const failures = answers.flatMap(answer => (answer.ok ? [] : [answer.findings[0]]));
  return failures.slice(0, 1).map(notRefreshed);
}

const notRefreshed = ({ message }: Pick<Failure, 'message'>): Finding =>
  warning(
    'runner-not-refreshed',
    `${message}. The function runner uses the new credentials only when the kubelet refreshes its ` +
      'mounts, within two minutes; check that the manifest of the sync is applied.',
  );
