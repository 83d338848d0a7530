// ConfigMaps and ResourceLists as text, for tests.
import { dump } from 'js-yaml';

/** The seed document's example: Docker Hub's usual key, and ghcr.io. The credentials are fakes. */
export const SEED_AUTH = 'bXlfdXNlcm5hbWU6bXlfcGFzc3dvcmQ=';
export const SEED_DOCKER_CONFIG = JSON.stringify({
  auths: {
    'https://index.docker.io/v1/': { auth: SEED_AUTH },
    'ghcr.io': { auth: SEED_AUTH },
  },
});

/** One registry's credentials. */
export const CREDENTIALS = {
  registry: 'ghcr.io',
  username: 'my_username',
  password: 'my_password',
};

/** A function runner without private registries. */
export const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: function-runner
  namespace: porch-system
spec:
  template:
    spec:
      containers:
      - name: function-runner
        image: docker.io/nephio/porch-function-runner:v1.5.6
        command:
        - /srv/bin/server
        - --config=/srv/etc/config.yaml
        - --functions=/srv/functions
        volumeMounts:
        - mountPath: /pod-cache-config
          name: cache
      volumes:
      - name: cache
        configMap:
          name: pod-cache-config
`;

/** A functionConfig with those values. */
export const configMap = (data: Readonly<Record<string, unknown>>, name = 'function-input') => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

/** A ResourceList in block style, as kpt writes it. `items` are YAML texts of one document each. */
export function resourceList(items: readonly string[], functionConfig?: unknown): string {
  const lines = ['apiVersion: config.kubernetes.io/v1', 'kind: ResourceList', 'items:'];
  for (const item of items) {
    const [first = '', ...rest] = item.trimEnd().split('\n');
    lines.push(`- ${first}`, ...rest.map(line => (line === '' ? '' : `  ${line}`)));
  }
  const config = functionConfig === undefined ? '' : dump({ functionConfig });
  return `${lines.join('\n')}\n${config}`;
}

/** The documents of a package file, each with the annotations that kpt would give it. */
export const documents = (file: string, path?: string): string[] =>
  file
    .split(/^---[ \t]*\n/m)
    .filter(text => /^\w/m.test(text))
    .map((text, index) => (path === undefined ? text : annotated(text, path, index)));

function annotated(text: string, path: string, index: number): string {
  const annotations = [
    `    config.kubernetes.io/index: '${index}'`,
    `    config.kubernetes.io/path: '${path}'`,
    `    internal.config.kubernetes.io/index: '${index}'`,
    `    internal.config.kubernetes.io/path: '${path}'`,
    '',
  ].join('\n');
  const existing = /^ {2}annotations:\n/m;
  return existing.test(text)
    ? text.replace(existing, found => found + annotations)
    : text.replace(/^metadata:.*\n/m, found => `${found}  annotations:\n${annotations}`);
}
