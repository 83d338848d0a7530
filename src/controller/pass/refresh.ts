// Makes the kubelet refresh the function runner's mounts: it does once an annotation of the pod changes.
import { type Finding, warning } from '../../findings/finding.ts';
import { MANAGER } from '../../registry/pull-secret.ts';
import type { Cluster, Failure } from '../api/cluster.ts';

/** The only field of a pod that the sync writes. */
export const REFRESHED = `${MANAGER}/refreshed`;

export type Runner = {
  readonly namespace: string;
  /** The labels of the function runner's pods, as in `app=function-runner`. */
  readonly selector: string;
};

/** Best effort: without it the kubelet refreshes the mounts within two minutes. */
export async function refreshRunner(
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

const notRefreshed = ({ message }: Failure): Finding =>
  warning(
    'runner-not-refreshed',
    `${message}. The function runner uses the new credentials only when the kubelet refreshes its ` +
      'mounts, within two minutes; check that the manifest of the sync is applied.',
  );
