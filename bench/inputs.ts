// Deterministic inputs: ResourceLists in kpt's own form of any size, and the same for kustomize.
import { dump } from 'js-yaml';
import { CREDENTIALS, configMap, resourceList } from '../test/support/config.ts';
import { EMBEDDED_FILE, embeddedItems, embeddedText } from '../test/support/embedded.ts';

/** About so many bytes of items of mixed kinds and sizes around the embedded package. */
export function sized(bytes: number): string {
  const items = embeddedItems();
  for (let index = 0, size = 0; size < bytes; index++) {
    const item = KINDS[index % KINDS.length]?.(index) ?? '';
    items.push(item);
    size += item.length;
  }
  return resourceList(items, configMap(CREDENTIALS));
}

const head = (apiVersion: string, kind: string, index: number) => ({
  apiVersion,
  kind,
  metadata: {
    name: `object-${index}`,
    namespace: `team-${index % 17}`,
    labels: { app: `app-${index % 29}`, tier: 'backend' },
    annotations: {
      'config.kubernetes.io/index': '0',
      'config.kubernetes.io/path': `team-${index % 17}/object-${index}.yaml`,
      'internal.config.kubernetes.io/index': '0',
      'internal.config.kubernetes.io/path': `team-${index % 17}/object-${index}.yaml`,
    },
  },
});
const yaml = (object: object) => dump(object, { lineWidth: -1, seqNoIndent: true });
const LICENCE = `# Copyright The Authors.\n#\n${'# Licensed under a licence that fills some lines.\n'.repeat(11)}`;

const KINDS: readonly ((index: number) => string)[] = [
  index =>
    yaml({
      ...head('v1', 'Service', index),
      spec: { ports: [{ port: 80 }], selector: { app: 'a' } },
    }),
  index => LICENCE + yaml({ ...head('apps/v1', 'Deployment', index), spec: podSpec(index) }),
  index =>
    yaml({ ...head('v1', 'ConfigMap', index), data: { 'script.sh': script(20 + (index % 400)) } }),
  index =>
    LICENCE +
    yaml({ ...head('rbac.authorization.k8s.io/v1', 'ClusterRole', index), rules: rules(index) }),
  index =>
    yaml({ ...head('v1', 'Secret', index), data: { token: 'Zm9v'.repeat(100 + (index % 500)) } }),
];

const script = (lines: number) =>
  `${Array.from(
    { length: lines },
    (_, line) => `- echo "line ${line}: not an item" # nor a comment`,
  ).join('\n')}\n---\n`;
const rules = (index: number) =>
  Array.from({ length: 5 + (index % 20) }, (_, rule) => ({
    apiGroups: ['', `group-${rule}.example.com`],
    resources: ['pods', 'services', 'configmaps'],
    verbs: ['get', 'list', 'watch'],
  }));
const podSpec = (index: number) => ({
  template: {
    spec: {
      containers: Array.from({ length: 1 + (index % 3) }, (_, container) => ({
        name: `container-${container}`,
        image: `registry.example.com/app:${index}`,
        args: ['--verbose', `--shard=${container}`],
        env: Array.from({ length: 10 }, (_, variable) => ({ name: `V${variable}`, value: 'x' })),
      })),
    },
  },
});

/** What a user of kustomize writes to get the same Secret and the same wiring. */
export const kustomization = (): Readonly<Record<string, string>> => ({
  [EMBEDDED_FILE]: embeddedText(),
  'config.json': '{"auths":{"ghcr.io":{"auth":"bXlfdXNlcm5hbWU6bXlfcGFzc3dvcmQ="}}}',
  'kustomization.yaml': dump({
    resources: [EMBEDDED_FILE],
    generatorOptions: { disableNameSuffixHash: true },
    secretGenerator: [
      {
        name: 'auth-secret',
        namespace: 'porch-system',
        type: 'kubernetes.io/dockerconfigjson',
        files: ['.dockerconfigjson=config.json'],
      },
    ],
    patches: [{ target: { kind: 'Deployment', name: 'function-runner' }, patch: dump(PATCH) }],
  }),
});

const POD = '/spec/template/spec';
const CONTAINER = `${POD}/containers/0`;
const MOUNT = { mountPath: '/var/tmp/auth-secret', name: 'docker-config', readOnly: true };
const PATCH = [
  [`${CONTAINER}/command/1`, '--registry-auth-secret-name=auth-secret'],
  [`${CONTAINER}/command/1`, '--registry-auth-secret-path=/var/tmp/auth-secret/.dockerconfigjson'],
  [`${CONTAINER}/command/1`, '--enable-private-registries=true'],
  [`${CONTAINER}/volumeMounts`, [MOUNT]],
  [`${POD}/volumes`, [{ name: 'docker-config', secret: { secretName: 'auth-secret' } }]],
].map(([path, value]) => ({ op: 'add', path, value }));
