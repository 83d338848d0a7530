// What a user reads when the input must be mended: every fault, word for word.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';

const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: auth-secret
  namespace: porch-system
type: kubernetes.io/dockerconfigjson
`;
const CONTAINER = 'spec.template.spec.containers[0]';

type Result = { severity: string; message: string; field?: { path: string } };

/** Warnings and errors with their field, gravest first. */
function resultsOf(input: string): string[] {
  const { output, failed, fault } = evaluate(Buffer.from(input));
  expect(fault).to.equal(undefined);
  const text = output.toString();
  if (failed) expect(text.slice(0, input.length), 'the input, unchanged').to.equal(input);
  const [, said] = /^(results:[\s\S]*)/m.exec(text) ?? [];
  const { results } = load(said ?? 'results: []') as { results: Result[] };
  expect(failed).to.equal(results.some(({ severity }) => severity === 'error'));
  return results
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, message, field }) => `${severity} ${field?.path ?? '-'}: ${message}`);
}

const withConfig = (config: unknown, ...items: string[]) =>
  resultsOf(resourceList([DEPLOYMENT, ...items], config));
const withDeployment = (from: string | RegExp, to: string, more = {}) => {
  const deployment = DEPLOYMENT.replace(from, to);
  expect(deployment).not.to.equal(DEPLOYMENT);
  return resultsOf(resourceList([deployment], configMap({ ...CREDENTIALS, ...more })));
};

describe('a fault in the functionConfig', () => {
  const HIDES =
    '`data.mountPath` must be a folder of its own, as in `/var/tmp/auth-secret`: the mount would hide what the container needs there';
  const hides = `error ${CONTAINER}.volumeMounts: ${HIDES}`;
  const cases: Record<string, [data: Record<string, unknown>, ...results: string[]]> = {
    'no credentials': [
      {},
      'error data: the credentials must be given: `registry`, `username` and `password`, or `registries`, or `config.json`, in the functionConfig or in a ConfigMap `registry-credentials` of the package',
    ],
    'two forms': [
      { ...CREDENTIALS, 'config.json': '{}' },
      'error data: the credentials must be given in one form: either `data.registry`, `data.username`, `data.password` or `data["config.json"]`',
    ],
    'both names of the Docker config file': [
      { '.dockerconfigjson': '{}', 'config.json': '{}' },
      'error data: the credentials must be given in one form: either `data["config.json"]` or `data[".dockerconfigjson"]`',
    ],
    'an unknown key': [
      { ...CREDENTIALS, hunter2: 'x' },
      'error data: key 4 of `data` is unknown and must be removed',
    ],
    'a misspelt key': [
      { ...CREDENTIALS, secretname: 'x' },
      'error data.secretname: `data.secretname` is unknown: it must be `data.secretName`',
    ],
    'a number': [
      { ...CREDENTIALS, password: 123 },
      'error data.password: `data.password` must be a string: put its value in quotes',
    ],
    'a boolean': [
      { ...CREDENTIALS, username: true },
      'error data.username: `data.username` must be a string: put its value in quotes',
    ],
    'a null': [
      { ...CREDENTIALS, username: null },
      'error data.username: `data.username` must be a string: put its value in quotes',
    ],
    'a map': [
      { registries: [{ registry: 'ghcr.io' }] },
      'error data.registries: `data.registries` must be a string: put its value in quotes',
    ],
    'an unknown state': [
      { state: 'on' },
      'error data.state: `data.state` must be "enabled" or "disabled"',
    ],
    'an unknown mode': [
      { secretMode: 'sealed' },
      'error data.secretMode: `data.secretMode` must be "generate" or "existing" or "externalSecret"',
    ],
    'a bad name of the Secret': [
      { ...CREDENTIALS, secretName: 'Auth_Secret' },
      'error data.secretName: `data.secretName` must be a DNS-1123 subdomain: lower-case letters, digits, `-` and `.`',
    ],
    'a bad name of the volume': [
      { ...CREDENTIALS, volumeName: 'docker.config' },
      'error data.volumeName: `data.volumeName` must be a DNS-1123 label: lower-case letters, digits and `-`, at most 63',
    ],
    'a relative mountPath': [
      { ...CREDENTIALS, mountPath: 'var/tmp/x' },
      'error data.mountPath: `data.mountPath` must be an absolute path without `..` and `:`',
    ],
    'a mountPath that climbs': [
      { ...CREDENTIALS, mountPath: '/var/tmp/../x' },
      'error data.mountPath: `data.mountPath` must be an absolute path without `..` and `:`',
    ],
    'a secretPath that climbs': [
      { ...CREDENTIALS, secretPath: 'a/../../x.yaml' },
      'error data.secretPath: `data.secretPath` must be a `.yaml` file inside the package, relative and without `..`',
    ],
    'a secretPath that kpt writes in another way': [
      { ...CREDENTIALS, secretPath: 'a//secret.yaml' },
      'error data.secretPath: `data.secretPath` must be a `.yaml` file inside the package, relative and without `..`',
    ],
    'a syncImage that is an address': [
      { ...CREDENTIALS, syncImage: 'https://ghcr.io/x/y:v1' },
      'error data.syncImage: `data.syncImage` must be an image reference',
    ],
    'a part of a porchVersion': [
      { ...CREDENTIALS, porchVersion: 'v3.0' },
      'error data.porchVersion: `data.porchVersion` must be a Porch release such as `v1.5.8`, or `latest`',
    ],
    'registries that repeat each other': [
      { registries: '- {registry: ghcr.io, username: &u u, password: *u}' },
      'error data.registries: `data.registries`: the list must be written out, without aliases',
    ],
    'a secretPath that kpt does not read': [
      { ...CREDENTIALS, secretPath: 'secret.json' },
      'error data.secretPath: `data.secretPath` must be a `.yaml` file inside the package, relative and without `..`',
    ],
    'credentials beside an existing Secret': [
      { ...CREDENTIALS, secretMode: 'existing' },
      'error data: the credentials must be removed, or `secretMode` be "generate": an existing Secret brings its own',
    ],
    'a credentialsFrom without ConfigMap': [
      { credentialsFrom: 'nowhere' },
      'error data.credentialsFrom: `data.credentialsFrom` must name a ConfigMap in the package',
    ],
    'a Deployment that is not there': [
      { ...CREDENTIALS, deployment: 'runner' },
      'error -: the package must hold one Deployment that `data.deployment` names; it holds none',
    ],
    'a container that is not there': [
      { ...CREDENTIALS, container: 'runner' },
      'error spec.template.spec.containers: `spec.template.spec.containers` must hold one container that `data.container` names; it holds none',
    ],
    'a Porch without private registries': [
      { ...CREDENTIALS, porchVersion: 'v3.0.0' },
      `error ${CONTAINER}.image: \`${CONTAINER}.image\` must be Porch v3.0.2 or a later release: v3.0.0 has no private registries, and their flags would crash it; if the image holds another release, set \`data.porchVersion\``,
    ],
    'registries that are no YAML': [
      { registries: '- {' },
      'error data.registries: `data.registries`: the value must be a YAML or JSON list; line 1 of it is not valid',
    ],
    'a password in registries that is a number': [
      { registries: '- {registry: ghcr.io, username: u, password: 0123}' },
      'error data.registries[0].password: `data.registries[0].password`: `password` must be a string: put it in quotes',
    ],
    'all at once': [
      { ...CREDENTIALS, state: 'x', mountPath: 'x' },
      'error data.mountPath: `data.mountPath` must be an absolute path without `..` and `:`',
      'error data.state: `data.state` must be "enabled" or "disabled"',
    ],
    ...Object.fromEntries(
      ['/', '/etc', '/etc/', '//var/tmp', '/var/tmp', '/home', '/usr/local/bin', '/proc/x', '/srv']
        .concat(['/srv/bin', '/srv/etc', '/srv/functions', '/var/run/secrets/kubernetes.io/x'])
        .concat(['/srv/bin/server', '/srv/etc/config.yaml'])
        .map(mountPath => [`mountPath ${mountPath}`, [{ ...CREDENTIALS, mountPath }, hides]]),
    ),
  };
  for (const [name, [fields, ...results]] of Object.entries(cases)) {
    it(name, () => expect(withConfig(configMap(fields)).sort()).to.deep.equal(results.sort()));
  }

  it('is none in credentials that a disabled function does not read', () => {
    const fields = { state: 'disabled', password: 123, registry: null, 'config.json': '{' };
    expect(withConfig(configMap(fields))).to.deep.equal([]);
  });

  it('none at all', () => {
    expect(withConfig(undefined)).to.deep.equal([
      'error -: the functionConfig must be a ConfigMap with registry credentials: `configPath` or `configMap` in the Kptfile, or `kpt fn eval … -- registry=HOST username=USER password=PASSWORD`',
    ]);
  });

  it('another kind', () => {
    expect(withConfig({ ...configMap(CREDENTIALS), kind: 'Secret' })).to.deep.equal([
      'error kind: the functionConfig must be a ConfigMap of apiVersion v1',
    ]);
  });

  for (const config of [null, 'x', []]) {
    it(`${JSON.stringify(config)} in its place`, () => {
      expect(withConfig(config)).to.deep.equal([
        'error kind: the functionConfig must be a ConfigMap of apiVersion v1',
      ]);
    });
  }

  it('a file of its own that another object shall share', () => {
    const config = configMap({ ...CREDENTIALS, secretPath: 'c.yaml', syncPath: 'c.yaml' });
    const annotations = { 'internal.config.kubernetes.io/path': 'c.yaml' };
    const item = { ...config, metadata: { ...config.metadata, annotations } };
    const told = (option: string) =>
      `error data.${option}: \`data.${option}\` must be another file than that of the functionConfig, which holds nothing else`;
    expect(withConfig(config, JSON.stringify(item))).to.deep.equal(
      ['secretPath', 'syncPath'].map(told),
    );
  });

  it('data that is no map', () => {
    expect(withConfig({ ...configMap({}), data: 'x' })).to.deep.equal([
      'error data: `data` must be a map of strings',
    ]);
  });

  for (const value of [
    '0123',
    'yes',
    'on',
    '1e3',
    '0x1F',
    '1_000',
    '~',
    '2001-01-01',
    '.inf',
    '0o17',
  ]) {
    it(`an unquoted ${value}`, () => {
      const list = resourceList([DEPLOYMENT], configMap({ ...CREDENTIALS, password: 'PASSWORD' }));
      expect(resultsOf(list.replace('PASSWORD', value))).to.deep.equal([
        'error data.password: `data.password` must be a string: put its value in quotes',
      ]);
    });
  }
});

describe('a fault in the Deployment', () => {
  const shared = (path: string) =>
    `error ${path}: \`${path}\` must be written out: it is shared by an anchor, an alias or a merge key`;
  const cases: Record<string, [from: string | RegExp, to: string, ...results: string[]]> = {
    'no namespace': [
      '  namespace: porch-system\n',
      '',
      'error metadata.namespace: `metadata.namespace` must be set',
    ],
    'no pod template': [
      /spec:\n[\s\S]*/,
      'spec: {}\n',
      'error spec.template: `spec.template` must be set',
    ],
    'a shell': [
      /command:\n(?: {8}- .*\n)+/,
      'command: [/bin/sh, -ec, "/server --config=/c"]\n',
      `error ${CONTAINER}.command: \`${CONTAINER}.command\` must be a list with the server and each flag as an item of its own, not a shell command in one string`,
    ],
    'a shell behind another program': [
      /command:\n(?: {8}- .*\n)+/,
      'command: [/usr/bin/env, bash, -c, "/server --config=/c"]\n',
      `error ${CONTAINER}.command: \`${CONTAINER}.command\` must be a list with the server and each flag as an item of its own, not a shell command in one string`,
    ],
    'a namespace of the pods that is not written out': [
      '--functions=/srv/functions',
      '--pod-namespace=$(POD_NAMESPACE)',
      `error ${CONTAINER}.command: the flag \`--pod-namespace\` must be the name of a namespace, written out: the manifest of the pull-secret sync needs it; or set \`sync: none\``,
    ],
    'a flag that an alias repeats': [
      '- --functions=/srv/functions',
      '- &f --functions=/srv/functions\n        - *f',
      shared(`${CONTAINER}.command[2]`),
    ],
    'a mount that an alias repeats': [
      '- mountPath: /pod-cache-config',
      '- &m {mountPath: /x, name: cache}\n        - *m\n        - mountPath: /pod-cache-config',
      shared(`${CONTAINER}.volumeMounts[0]`),
    ],
    'a volume of that name': [
      'name: cache\n        configMap',
      'name: docker-config\n        configMap',
      'error spec.template.spec.volumes[0]: `data.volumeName` must be another name: `spec.template.spec.volumes[0]` has it, with another source',
    ],
    'a mountPath in use': [
      '/pod-cache-config',
      '/var/tmp/auth-secret/',
      `error ${CONTAINER}.volumeMounts[0]: \`data.mountPath\` must be a folder of its own: it would hide \`${CONTAINER}.volumeMounts[0]\``,
    ],
    'a mount below the mountPath': [
      '/pod-cache-config',
      '/var/tmp/auth-secret/cache',
      `error ${CONTAINER}.volumeMounts[0]: \`data.mountPath\` must be a folder of its own: it would hide \`${CONTAINER}.volumeMounts[0]\``,
    ],
    'flags that lead to another kind of volume': [
      '--functions=/srv/functions',
      '--registry-auth-secret-path=/pod-cache-config/.dockerconfigjson',
      'error spec.template.spec.volumes[0]: `spec.template.spec.volumes[0]` must have a `secret` as its source: the flags lead to it',
    ],
    'an empty list': [
      /volumes:\n[\s\S]*/,
      'volumes:\n',
      'error spec.template.spec.volumes: `spec.template.spec.volumes` must be a list: write `[]`, or leave the key out',
    ],
    'a list that is none': [
      /command:\n(?: {8}- .*\n)+/,
      'command: /server\n',
      `error ${CONTAINER}.command: \`${CONTAINER}.command\` must be a list: write \`[]\`, or leave the key out`,
    ],
    'an anchor that is used again': [
      /volumes:\n[\s\S]*/,
      'volumes: &v []\n      imagePullSecrets: *v\n',
      shared('spec.template.spec.volumes'),
    ],
    'a merge key': [
      '- name: function-runner',
      '- <<: {tty: true}\n        name: function-runner',
      shared(CONTAINER),
    ],
    'two containers of that name': [
      'containers:\n',
      'containers:\n      - name: function-runner\n',
      'error spec.template.spec.containers: `spec.template.spec.containers` must hold one container that `data.container` names; it holds 2',
    ],
    'a key twice': [
      'spec:\n  template',
      'kind: Deployment\nspec:\n  template',
      'error -: `items[0]` must be valid YAML; line 6 of it is not',
    ],
    'YAML that breaks below the metadata': [
      'volumes:',
      'volumes: [',
      'error -: `items[0]` must be valid YAML; line 20 of it is not',
    ],
  };
  for (const [name, [from, to, ...results]] of Object.entries(cases)) {
    it(name, () => expect(withDeployment(from, to)).to.deep.equal(results));
  }

  it('twice in the package', () => {
    expect(withConfig(configMap(CREDENTIALS), DEPLOYMENT)).to.deep.equal([
      'error -: the package must hold one Deployment that `data.deployment` names; it holds 2',
    ]);
  });
});

describe('a fault in the package', () => {
  it('a Secret that is not the function’s', () => {
    expect(withConfig(configMap(CREDENTIALS), SECRET)).to.deep.equal([
      'error metadata.name: the Secret was not generated by this function, which does not overwrite it: set `secretMode: existing` to use it as it is, or choose another `secretName`',
    ]);
  });

  const source = (fields: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: registry-credentials\ndata:\n  ${fields}\n`;

  it('credentials in two places', () => {
    const item = source('registry: ghcr.io');
    expect(withConfig(configMap(CREDENTIALS), item)).to.deep.equal([
      'error data.credentialsFrom: the credentials must be in one place: in the functionConfig, or in the ConfigMap that `data.credentialsFrom` names',
    ]);
  });

  it('the credentials twice', () => {
    const item = source('registry: ghcr.io');
    expect(withConfig(configMap({}), item, item)).to.deep.equal([
      'error data.credentialsFrom: `data.credentialsFrom` must name one ConfigMap: the package holds several of that name',
    ]);
  });

  it('an option among the credentials', () => {
    expect(withConfig(configMap({}), source('secretName: x'))).to.deep.equal([
      'error data: key 1 of `data` is unknown and must be removed',
    ]);
  });

  it('credentials that are no strings', () => {
    expect(withConfig(configMap({}), source('password: 0123'))).to.deep.equal([
      'error data.password: `data.password` must be a string: put its value in quotes',
    ]);
  });

  it('credentials that are no YAML', () => {
    expect(withConfig(configMap({}), source('password: "'))).to.deep.equal([
      'error -: the ConfigMap must be valid YAML; line 7 of it is not',
    ]);
  });

  it('an item that is no YAML', () => {
    expect(withConfig(configMap(CREDENTIALS), 'a: 1\n--\nb: 2')).to.deep.equal([
      'error -: `items[1]` must be valid YAML; line 3 of it is not',
    ]);
  });

  it('but a bystander is not parsed, so that its faults stay its own', () => {
    const bystander = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata: {"';
    expect(withConfig(configMap(CREDENTIALS), bystander).join()).not.to.contain('error');
  });
});
