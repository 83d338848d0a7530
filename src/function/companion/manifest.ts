// The companion manifest as values: the pull-secret sync with what it needs, and the runner's missing rights.
import { get, listAt } from '../../krm/object.ts';
import { MANAGED_BY, MANAGER } from '../../registry/pull-secret.ts';
import { RUNNER_RULES, sourceRules, targetRules } from './rules.ts';

export const SYNC_CONTAINER = 'pull-secret-sync';
export const SOURCE_NAMESPACE = 'SOURCE_NAMESPACE';
export const TARGET_NAMESPACE = 'TARGET_NAMESPACE';

export type Companion = {
  /** `sidecar`: the sync runs in the function runner's pod, under its ServiceAccount. */
  readonly placement: 'companion' | 'sidecar';
  readonly deployment: string;
  readonly namespace: string;
  readonly podNamespace: string;
  readonly secretName: string;
  readonly image: string;
  /** The function runner's ServiceAccount. */
  readonly runnerAccount: string;
  /** The package's own RBAC does not give the runner what its release needs. */
  readonly grantRunner: boolean;
};

const PORT = 8081;
/** The image's `nonroot`. */
const USER = 65532;
const LABELS = { [MANAGED_BY]: MANAGER };

/** Names of the objects, for any placement: no two of a kind are the same in all namespaces. */
export const namesOf = (deployment: string) => ({
  sync: `${deployment}-pull-secret-sync`,
  target: `${deployment}-pull-secret-sync-target`,
  runner: `${deployment}-pull-secrets`,
});

type Emitted = { readonly metadata: { readonly name: string; readonly namespace: string } };

/** The objects of the manifest, in the order in which they are applied. */
export function manifest(companion: Companion): Emitted[] {
  const { placement, deployment, namespace, podNamespace, secretName, runnerAccount } = companion;
  const { sync, target, runner } = namesOf(deployment);
  const account = placement === 'companion' ? sync : runnerAccount;
  const grant = (name: string, where: string, rules: readonly object[], who: string) => [
    { ...head('rbac.authorization.k8s.io/v1', 'Role', name, where), rules },
    {
      ...head('rbac.authorization.k8s.io/v1', 'RoleBinding', name, where),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: who, namespace }],
    },
  ];
  return [
    ...(placement === 'companion' ? [head('v1', 'ServiceAccount', sync, namespace)] : []),
    ...grant(sync, namespace, sourceRules(secretName), account),
    ...grant(target, podNamespace, targetRules(secretName), account),
    ...(companion.grantRunner ? grant(runner, podNamespace, RUNNER_RULES, runnerAccount) : []),
    ...(placement === 'companion' ? [syncDeployment(companion, sync)] : []),
  ];
}

const head = (apiVersion: string, kind: string, name: string, namespace: string) => ({
  apiVersion,
  kind,
  metadata: { name, namespace, labels: LABELS },
});

function syncDeployment(companion: Companion, name: string) {
  const labels = { app: labelOf(name) };
  return {
    ...head('apps/v1', 'Deployment', name, companion.namespace),
    spec: {
      replicas: 1,
      // Two at once would only repeat each other's work.
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          // Where the image is mirrored in a private registry, the Secret opens that one too.
          imagePullSecrets: [{ name: companion.secretName }],
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [syncContainer(companion)],
        },
      },
    },
  };
}

/** A label's value has at most 63 characters, the last of them a letter or digit. */
const labelOf = (name: string): string => name.slice(0, 63).replace(/[^a-z0-9]+$/, '');

/** Whether a container has the variables of the sync: others may have its name. */
export const isSyncContainer = (container: unknown): boolean =>
  listAt(container, 'env').some(variable => get(variable, 'name') === SOURCE_NAMESPACE);

/** The container, in a Deployment of its own; as a native sidecar it has `restartPolicy: Always`. */
export function syncContainer({
  image,
  namespace,
  podNamespace,
  secretName,
  placement,
}: Companion) {
  const probe = (path: string, periodSeconds: number) => ({
    httpGet: { path, port: 'health' },
    periodSeconds,
  });
  return {
    name: SYNC_CONTAINER,
    image,
    ...(placement === 'sidecar' && { restartPolicy: 'Always' }),
    command: ['/nodejs/bin/node', '/app/sidecar.js'],
    env: [
      { name: SOURCE_NAMESPACE, value: namespace },
      { name: TARGET_NAMESPACE, value: podNamespace },
      { name: 'SECRET_NAME', value: secretName },
      { name: 'PORT', value: `${PORT}` },
      // Young garbage is collected sooner: a tenth less memory after many rotations.
      { name: 'NODE_OPTIONS', value: '--max-semi-space-size=2' },
    ],
    ports: [{ name: 'health', containerPort: PORT }],
    livenessProbe: probe('/livez', 10),
    // A sidecar's readiness is its pod's: what the sync lacks must not take the runner away.
    ...(placement === 'companion' && { readinessProbe: probe('/readyz', 5) }),
    resources: {
      requests: { cpu: '10m', memory: '96Mi' },
      limits: { cpu: '500m', memory: '192Mi' },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}
