// The objects of the pull-secret sync as values, and the rights that the function runner lacks.

import {
  RUNNER_SELECTOR,
  SECRET_NAME,
  SOURCE_NAMESPACE,
  SYNC_CONTAINER,
  TARGET_NAMESPACE,
} from '../observe/sync-container.ts';
import { type SyncPart, syncName } from '../observe/sync-names.ts';
import type { WrittenObject } from './desired.ts';
import { ownMetadata } from './parts.ts';
import { REFRESH_RULES, RUNNER_RULES, sourceRules, targetRules } from './sync-rbac.ts';

export type SyncSettings = {
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
  /** The labels of the function runner's pods, as in `app=a`, where the sync refreshes them. */
  readonly runnerSelector: string | undefined;
};

const PORT = 8081;
/** The image's `nonroot`. */
const USER = 65532;

/** In the order in which they are applied. */
export function syncManifest(settings: SyncSettings): WrittenObject[] {
  const { placement, deployment, namespace, podNamespace, secretName, runnerAccount } = settings;
  const nameOf = (part: SyncPart) => syncName(deployment, part);
  const head = (apiVersion: string, kind: string, part: SyncPart, where: string) => ({
    apiVersion,
    kind,
    metadata: ownMetadata(part, nameOf(part), where),
  });
  const grant = (part: SyncPart, where: string, rules: readonly object[], account: string) => [
    { ...head(RBAC, 'Role', part, where), rules },
    {
      ...head(RBAC, 'RoleBinding', part, where),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: nameOf(part) },
      subjects: [{ kind: 'ServiceAccount', name: account, namespace }],
    },
  ];
  const isCompanion = placement === 'companion';
  const account = isCompanion ? nameOf('sync') : runnerAccount;
  const isRefreshed = settings.runnerSelector !== undefined;
  const rules = [...sourceRules(secretName), ...(isRefreshed ? REFRESH_RULES : [])];
  return [
    ...(isCompanion ? [head('v1', 'ServiceAccount', 'sync', namespace)] : []),
    ...grant('sync', namespace, rules, account),
    ...grant('sync-target', podNamespace, targetRules(secretName), account),
    ...(settings.grantRunner
      ? grant('runner-rights', podNamespace, RUNNER_RULES, runnerAccount)
      : []),
    ...(isCompanion
      ? [
          {
            ...head('apps/v1', 'Deployment', 'sync', namespace),
            spec: syncSpec(settings, nameOf('sync')),
          },
        ]
      : []),
  ];
}

const RBAC = 'rbac.authorization.k8s.io/v1';

function syncSpec(settings: SyncSettings, name: string) {
  const labels = { app: labelOf(name) };
  return {
    replicas: 1,
    // Two at once would only repeat each other's work.
    strategy: { type: 'Recreate' },
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        serviceAccountName: name,
        // Where the image is mirrored in a private registry, the Secret opens that one too.
        imagePullSecrets: [{ name: settings.secretName }],
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [syncContainer(settings)],
      },
    },
  };
}

/** A label's value has at most 63 characters, the last of them a letter or digit. */
const labelOf = (name: string): string => name.slice(0, 63).replace(/[^a-z0-9]+$/, '');

/** The container, in a Deployment of its own; as a native sidecar it has `restartPolicy: Always`. */
export function syncContainer({
  image,
  namespace,
  podNamespace,
  secretName,
  placement,
  runnerSelector,
}: SyncSettings) {
  const probe = (path: string, periodSeconds: number) => ({
    httpGet: { path, port: 'health' },
    periodSeconds,
  });
  return {
    name: SYNC_CONTAINER,
    image,
    ...(placement === 'sidecar' && { restartPolicy: 'Always' }),
    command: ['/nodejs/bin/node', '/app/sync.js'],
    env: [
      { name: SOURCE_NAMESPACE, value: namespace },
      { name: TARGET_NAMESPACE, value: podNamespace },
      { name: SECRET_NAME, value: secretName },
      ...(runnerSelector === undefined ? [] : [{ name: RUNNER_SELECTOR, value: runnerSelector }]),
      { name: 'PORT', value: `${PORT}` },
      // Young garbage is collected sooner: a tenth less memory after many rotations. And SIGUSR1 would
      // open the inspector, through which a heap snapshot shows payload and token.
      { name: 'NODE_OPTIONS', value: '--max-semi-space-size=2 --disable-sigusr1' },
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
