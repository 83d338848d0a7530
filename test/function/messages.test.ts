// The words of every result of the function and of the wire; all other tests name a result by its code.
import { expect } from 'chai';
import { CODES, type Code } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { Change } from '../../src/function/edit/change.ts';
import { editItems } from '../../src/function/edit/edits.ts';
import { evaluate } from '../../src/function/evaluate.ts';
import { readCa } from '../../src/function/input/ca-bundle.ts';
import { readResourceList } from '../../src/krm/read.ts';
import { set } from '../../src/yaml/operation.ts';
import { CA, EXPIRED_CA, FUTURE_CA, LEAF, REQUEST } from '../support/certificates.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';
import { expectPlain } from '../support/plain-words.ts';
import { bodyWith, type Data, once, run, wiredByHand } from '../support/text.ts';

type Row = readonly [code: Code, said: Said, ...words: string[]];
type Said = readonly Pick<Finding, 'code' | 'message'>[];

const stdin = (input: Buffer | string): Said => evaluate(Buffer.from(input)).results;
const NO_SYNC = { ...CREDENTIALS, sync: 'none' };
const DISABLED = { state: 'disabled' };
const EXISTING = { secretMode: 'existing' };
const STORE = { secretMode: 'externalSecret', secretStore: 'vault', remoteKey: 'porch' };
const SYNC = { ...CREDENTIALS, syncImage: 'epr:v1' };

/** A run with these values of `data`, on a function runner and other items. */
const data = (values: Readonly<Record<string, unknown>>, ...items: readonly string[]): Said =>
  stdin(resourceList([DEPLOYMENT, ...items], configMap(values)));
/** On a function runner whose text is changed. */
const runner = (from: string | RegExp, to: string, values: Data = NO_SYNC): Said =>
  run(bodyWith(DEPLOYMENT.replace(from, to)), values).results;
/** After a first run, between which and the second the text may be changed. */
const then = (first: Data, second: Data, change = (text: string) => text): Said =>
  run(change(once(first)), second).results;
const ca = (text: string): Said => readCa(text, 'tlsCA', new Date('2026-01-01')).findings;

const object = (kind: string, name: string, fields = '') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: porch-system\n${fields}`;
const OTHER_KEY = `stringData: {config.json: '{"auths": {"ghcr.io": {"auth": "dTpw"}}}'}\n`;
const SOURCE = object('ConfigMap', 'registry-credentials', 'data:\n  registry: ghcr.io\n');
const SHARED_SOURCE = `${object('ConfigMap', 'registry-credentials')}  labels: &l {a: b}
  annotations: *l
data: {registry: ghcr.io, username: u, password: p}
`;
const DENIED = [
  {
    kind: 'Role',
    metadata: { name: 'r', namespace: 'porch-fn-system' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
  {
    kind: 'RoleBinding',
    metadata: { name: 'r', namespace: 'porch-fn-system' },
    roleRef: { kind: 'Role', name: 'r' },
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'porch-system' }],
  },
].map(item => JSON.stringify({ apiVersion: 'rbac.authorization.k8s.io/v1', ...item }));
const ALIASED = resourceList(
  [DEPLOYMENT],
  configMap({ registry: 'ghcr.io', username: 'u', password: 'u' }),
).replace(/username: .*\n( *)password: .*/, 'username: &u user\n$1password: *u');
const COMMAND = /command:\n(?: {8}- .*\n)+/;
const BUG = Object.assign(Buffer.from('x'), {
  toString() {
    throw new Error('of the parser, which may quote its input');
  },
});
const SERVER = `apiVersion: apps/v1
kind: Deployment
metadata: {name: server, namespace: porch-system}
spec: {template: {spec: {containers: [{name: server, image: x, env: [{name: A}]}], volumes: [{name: v}]}}}
`;
/** With `dockerConfigFor`, whose Deployment has an entry of that name in `env`, and a volume of that name. */
const client = (variable: string, volume = 'v'): Said =>
  data(
    { ...NO_SYNC, dockerConfigFor: 'server' },
    SERVER.replace('{name: A}', `{name: ${variable}}`).replace('name: v', `name: ${volume}`),
  );
const clientAgain = (values: Data): Said => {
  const first = run(bodyWith(DEPLOYMENT, SERVER), { ...NO_SYNC, dockerConfigFor: 'server' });
  return run(first.body, values).results;
};
const evaluator = (name: string) =>
  SERVER.replaceAll('server', name).replace('name: A', 'name: WRAPPER_SERVER_IMAGE');
const KPTFILE = `apiVersion: kpt.dev/v1
kind: Kptfile
metadata: {name: porch}
pipeline: {mutators: [{image: ghcr.io/org/fn, tag: "~1.2"}]}
`;
const LIST = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- kind: A\n';
const HAND = wiredByHand(
  '        - --registry-auth-secret-path=/own/.dockerconfigjson\n',
  '/own',
  'emptyDir: {}',
);
const WIRED = HAND.replace('emptyDir: {}', 'secret: {secretName: regcred}');
/** The volume of the pull secret in a second container; which has no flags. */
const mountedTwice = (text: string) =>
  text.replace(
    / +volumes:\n/,
    '        - {name: two, volumeMounts: [{name: docker-config, mountPath: /x}]}\n$&',
  );
const withSecondContainer = (text: string) =>
  text.replace(/ +volumes:\n/, '        - {name: two, image: two}\n$&');

/** An edit that does not say what it means: text has no `undefined`. */
function unproven(): Change {
  const list = readResourceList(Buffer.from(resourceList([DEPLOYMENT])));
  const [item] = list.ok ? list.value.items : [];
  if (item === undefined) throw new Error('no item');
  const operations = [set([], 'x', undefined)];
  return { kind: 'edit', item, operations, part: 'pull secret', verb: 'changed', noun: 'field' };
}

/** The functionConfig as an item of a file in which another object would join it. */
function configInItsFile(): Said {
  const config = configMap({ ...CREDENTIALS, secretPath: 'c.yaml' });
  const annotations = { 'internal.config.kubernetes.io/path': 'c.yaml' };
  const item = { ...config, metadata: { ...config.metadata, annotations } };
  return stdin(resourceList([DEPLOYMENT, JSON.stringify(item)], config));
}

const WIRE: readonly Row[] = [
  [
    'item-invalid',
    data(CREDENTIALS, 'a: 1\n--\nb: 2'),
    '`items[1]` cannot be read: line 3 is not valid YAML. Correct that line',
  ],
  [
    'item-invalid',
    runner('volumes:', 'volumes: ['),
    'the Deployment cannot be read: line 20 is not valid YAML. Correct that line',
  ],
  [
    'config-unreadable',
    stdin(`${LIST}functionConfig:\n  kind: A\n  kind: B\n`),
    'the functionConfig cannot be read: line 7 repeats a key. Correct that line',
  ],
  [
    'results-no-list',
    stdin(`${LIST}results: {a: b}\n`),
    '`results` of the ResourceList is not a list. Correct the function that wrote it',
  ],
  [
    'section-too-large',
    stdin(`${LIST}results:\n${'- a\n'.repeat(70_000)}`),
    'the results cannot be read: line 60002 is beyond the number of keys and values that can be read. Make it smaller',
  ],
  [
    'section-unreadable',
    stdin(`${LIST}more: [\n`),
    'another section of stdin cannot be read: line 6 is not valid YAML. Correct that line',
  ],
  ['stdin-empty', stdin(''), 'stdin is empty. Send a ResourceList, as kpt does.'],
  [
    'stdin-no-resource-list',
    stdin('kind: Deployment'),
    'stdin is not a ResourceList of `config.kubernetes.io`. Run the function with kpt, or send the list that kpt writes.',
  ],
  ['stdin-not-utf8', stdin(Buffer.from([0xff])), 'stdin is not UTF-8. Convert it to UTF-8.'],
  [
    'stdin-not-yaml',
    stdin('a: 1\nb: ['),
    'stdin cannot be read: line 3 is not valid YAML. Correct that line',
  ],
];

const FUNCTION: readonly Row[] = [
  [
    'ca-block-invalid',
    ca(REQUEST),
    'block 1 is no certificate. Keep only those that begin with `-----BEGIN CERTIFICATE-----`',
  ],
  [
    'ca-block-invalid',
    ca(CA.replace(/-----END.*/, '')),
    'block 1 has no end. Close it with `-----END CERTIFICATE-----`',
  ],
  [
    'ca-block-invalid',
    ca(CA.replace(/\n.*\n-----END/, '\n-----END')),
    'block 1 cannot be read as a certificate. Copy it again from its file',
  ],
  ['ca-expired', ca(EXPIRED_CA), 'block 1 has expired. Replace it'],
  [
    'ca-is-no-ca',
    ca(LEAF),
    'block 1 is no CA. It serves only a registry that presents this very certificate',
  ],
  [
    'ca-missing',
    data({ ...NO_SYNC, tlsCA: 'text' }),
    '`data.tlsCA`: the value must be PEM text with the certificate of the CA. Begin it with `-----BEGIN CERTIFICATE-----`',
  ],
  ['ca-not-yet-valid', ca(CA + FUTURE_CA), 'block 2 is not valid yet. Check its dates'],
  ['ca-private-key', ca('-----BEGIN PRIVATE KEY-----'), 'block 1 is a private key. Remove it'],
  [
    'ca-secret-type',
    data(
      { ...NO_SYNC, tlsSecretName: 'our-ca' },
      object('Secret', 'our-ca', 'type: kubernetes.io/tls\n'),
    ),
    '`type` must be `Opaque`. The API server refuses `kubernetes.io/tls` without `tls.crt` and `tls.key`',
  ],
  [
    'ca-secret-without-ca',
    data({ ...NO_SYNC, tlsSecretName: 'our-ca' }, object('Secret', 'our-ca')),
    '`data` must hold the CA as `ca.crt` or `ca.pem`. Without it the function runner fails on every image',
  ],
  [
    'client-changed',
    data({ ...NO_SYNC, dockerConfigFor: 'server' }, SERVER),
    'wired the Docker config: variable, volumeMount, volume',
  ],
  [
    'client-changed',
    clientAgain(DISABLED),
    'removed the wiring of the Docker config: variable, volumeMount, volume',
  ],
  [
    'client-conflict',
    client(
      'DOCKER_CONFIG, value: /x}], volumeMounts: [{mountPath: /var/tmp/docker-client-config, name: x',
    ),
    '`spec.template.spec.containers[0].env[0]` already sets `DOCKER_CONFIG`. Remove it, or remove the Deployment from `dockerConfigFor`',
    '`spec.template.spec.containers[0].volumeMounts[0]` uses the folder `/var/tmp/docker-client-config`, which the function needs. Choose another one',
  ],
  [
    'client-conflict',
    client('A}], x: [{y: z', 'docker-client-config'),
    '`spec.template.spec.volumes[0]` has the name `docker-client-config`, which the function needs. Rename it',
  ],
  [
    'client-conflict',
    data({ ...NO_SYNC, dockerConfigFor: 'function-runner', volumeName: 'docker-client-config' }),
    '`data.volumeName` collides with `docker-client-config`, which `dockerConfigFor` needs in this Deployment. Choose another one',
  ],
  [
    'client-namespace',
    data({ ...CREDENTIALS, dockerConfigFor: 'server' }, SERVER.replace('porch-system', 'other')),
    'entry 1 of `data.dockerConfigFor` names a Deployment outside of `porch-system`, the namespace of the pull secret. Name Deployments of that namespace only',
  ],
  [
    'client-not-one',
    data({ ...CREDENTIALS, dockerConfigFor: 'server' }),
    'entry 1 of `data.dockerConfigFor` must name one Deployment of the package, which holds none of that name. Write `NAME` or `NAMESPACE/NAME`',
  ],
  [
    'evaluator-missing',
    stdin(resourceList([SERVER], configMap(CREDENTIALS))),
    'the package holds no Deployment that evaluates functions, among 1: none has the variable `WRAPPER_SERVER_IMAGE`, and none has the name `function-runner`. Run the function on the package that holds it, or set `data.deployment`',
  ],
  [
    'evaluator-not-one',
    stdin(resourceList([evaluator('one'), evaluator('two')], configMap(CREDENTIALS))),
    'several containers have the variable `WRAPPER_SERVER_IMAGE`: container `one` of `porch-system/one`, container `two` of `porch-system/two`. Set `data.deployment`, and `data.container` where they share a Deployment, to the one that evaluates functions',
  ],
  [
    'flags-dropped',
    runner('v1.5.6', 'v1.6.0'),
    'Porch v1.6.x no longer has `--config`, and ends at a flag that it does not know. Remove what it no longer has',
  ],
  [
    'release-assumed',
    runner('v1.5.6', 'latest'),
    'the image tag names no known Porch release, so the flags are those of the current Porch. If the image holds another release, set `data.porchVersion`. The current Porch no longer has `--config`, and ends at a flag that it does not know',
  ],
  [
    'release-assumed',
    runner(/v1.5.6[\s\S]*?(?=--functions)/, 'latest\n        args:\n        - '),
    'the image tag names no known Porch release, so the flags are those of the current Porch. If the image holds another release, set `data.porchVersion`',
  ],
  [
    'tag-range-without-login',
    data(NO_SYNC, KPTFILE),
    'a `tag:` here is a version range on a private image, which Porch resolves without the pull secret. Set `dockerConfigFor: porch-server`, and add `porch-controllers` where PackageRevisions are custom resources',
  ],
  [
    'command-is-shell',
    runner(COMMAND, 'command: [sh, -c, "/server"]\n'),
    '`spec.template.spec.containers[0].command` is a shell command in one string, to which no flag can be added. Make it a list with the server and each flag as an item of its own',
  ],
  [
    'flags-unread',
    runner('        - --functions', '        - --\n        - --functions'),
    '`spec.template.spec.containers[0].command[2]` ends the reading of flags, so those behind it have no effect. Remove it, and write a flag of yes or no as one item, `--flag=true`',
  ],
  [
    'config-missing',
    stdin(resourceList([DEPLOYMENT])),
    'the functionConfig is missing. Give a ConfigMap with registry credentials: by `configPath` or `configMap` in the Kptfile, or by `kpt fn eval … -- registry=HOST username=USER password=PASSWORD`',
  ],
  [
    'config-value',
    stdin(resourceList([DEPLOYMENT], [])),
    'the functionConfig must be a ConfigMap of apiVersion v1',
  ],
  [
    'config-value',
    data({ ...CREDENTIALS, secretMode: 'x' }),
    '`data.secretMode` must be `generate`, `existing` or `externalSecret`',
  ],
  [
    'config-value',
    data({ ...CREDENTIALS, sync: 'x', mountPath: 'x' }),
    '`data.mountPath` must be an absolute path without `..`, `//`, `:`, backslashes and control characters',
    '`data.sync` must be `companion`, `sidecar` or `none`',
  ],
  [
    'config-value',
    data({ ...CREDENTIALS, deployment: 'X', container: 'X' }),
    '`data.deployment` must be the name of a Deployment in the package, or `NAMESPACE/NAME`, of at most 229 characters',
    '`data.container` must be the name of a container of the Deployment, of at most 63 characters',
  ],
  [
    'config-value',
    data({ ...CREDENTIALS, secretName: 'X', volumeName: 'X' }),
    '`data.secretName` must be a DNS-1123 subdomain: lower-case letters, digits, `-` and `.`, at most 253',
    '`data.volumeName` must be a DNS-1123 label: lower-case letters, digits and `-`, at most 63',
  ],
  [
    'config-value',
    data({ ...CREDENTIALS, secretPath: 'x', porchVersion: 'x' }),
    '`data.secretPath` must be a `.yaml` file inside the package: a relative path without `..`, `//`, backslashes and control characters',
    '`data.porchVersion` must be a Porch release such as `v1.5.8`, or `latest`',
  ],
  [
    'config-value',
    data({ ...CREDENTIALS, syncImage: 'X', credentialsFrom: 'X' }),
    '`data.credentialsFrom` must be the name of a ConfigMap in the package, of at most 253 characters',
    '`data.syncImage` must be an image reference',
  ],
  [
    'config-value',
    data({ ...STORE, secretStore: 'X', secretStoreKind: 'x' }),
    '`data.secretStore` must be the name of a SecretStore or ClusterSecretStore, of at most 253 characters',
    '`data.secretStoreKind` must be `SecretStore` or `ClusterSecretStore`',
  ],
  [
    'config-value',
    data({ ...STORE, remoteKey: '\n', refreshInterval: 'x' }),
    '`data.remoteKey` must be a key of the store, on one line',
    '`data.refreshInterval` must be a duration as Go writes it, such as `30m` or `1h30m`',
  ],
  [
    'container-not-one',
    data({ ...CREDENTIALS, container: 'x' }),
    '`spec.template.spec.containers` must hold one container that `data.container` names. It holds none',
  ],
  [
    'container-not-one',
    runner('containers:\n', '$&      - name: function-runner\n'),
    '`spec.template.spec.containers` must hold one container that `data.container` names. It holds 2',
  ],
  [
    'copy-left-behind',
    then(SYNC, DISABLED),
    'the copy of the pull secret stays in the cluster, with live credentials. Remove it by `kubectl -n porch-fn-system delete secret auth-secret`, and its entry in `imagePullSecrets` by `kubectl -n porch-fn-system edit serviceaccount default`',
  ],
  [
    'credentials-beside-existing',
    data({ ...CREDENTIALS, ...EXISTING }),
    'credentials cannot be combined with `secretMode: existing`. Remove them, or set `secretMode: generate`',
  ],
  [
    'credentials-beside-store',
    data({ ...CREDENTIALS, ...STORE }),
    'credentials cannot be combined with `secretMode: externalSecret`, which takes them from the store. Remove them, or set `secretMode: generate`',
  ],
  [
    'credentials-from-missing',
    data({ credentialsFrom: 'x' }),
    '`data.credentialsFrom` names a ConfigMap that the package does not hold. Add it, or correct the name',
  ],
  [
    'credentials-from-several',
    data({}, SOURCE, SOURCE),
    '`data.credentialsFrom` names several ConfigMaps of the package. Give each a name of its own',
  ],
  [
    'credentials-in-two-objects',
    data(CREDENTIALS, SOURCE),
    'credentials stand both in the functionConfig and in the ConfigMap that `data.credentialsFrom` names. Remove one of the two',
  ],
  [
    'credentials-missing',
    data({}),
    'credentials are missing. Give `registry`, `username` and `password`, or `registries`, or `config.json`, in the functionConfig or in a ConfigMap `registry-credentials` of the package',
  ],
  [
    'credentials-two-forms',
    data({ ...CREDENTIALS, 'config.json': '{}' }),
    'the credentials are given in 2 forms. Keep one of them: either `data.registry`, `data.username`, `data.password` or `data["config.json"]`',
  ],
  [
    'data-key-unknown',
    data({ ...CREDENTIALS, hunter2: '' }),
    'key 4 of `data` is unknown. Remove it',
  ],
  [
    'data-key-unknown',
    data({ ...CREDENTIALS, configjson: '' }),
    '`data.configjson` is unknown. Rename it to `data["config.json"]`',
  ],
  [
    'data-no-map',
    stdin(resourceList([DEPLOYMENT], { ...configMap({}), data: 'x' })),
    '`data` is not a map. Write each option in it as `key: "value"`',
  ],
  [
    'data-no-string',
    data({ 'config.json': 1 }),
    '`data["config.json"]` must be a string. Put its value in quotes',
  ],
  [
    'data-no-string',
    stdin(ALIASED),
    '`data.password` is a YAML alias. Write the value itself, in quotes',
  ],
  [
    'deployment-not-one',
    data({ ...CREDENTIALS, deployment: 'x' }),
    'the package holds no Deployment that `data.deployment` names. Correct the name, or remove the option: the function then looks for the variable `WRAPPER_SERVER_IMAGE`',
  ],
  [
    'deployment-not-one',
    data(CREDENTIALS, DEPLOYMENT),
    'several Deployments have that name: `porch-system/function-runner`, `porch-system/function-runner`. Set `data.deployment` to `NAMESPACE/NAME`, or run the function in the subpackage of the one that evaluates functions',
  ],
  [
    'edit-not-proven',
    editItems([unproven()]).findings,
    'internal error: an edit of this object would not have said what it should, so nothing was changed. Please report this bug with the shape of the object, without its values',
  ],
  [
    'existing-secret-key',
    data(EXISTING, object('Secret', 'auth-secret', OTHER_KEY)),
    'the docker config is under another key. Rename the key to `.dockerconfigjson`',
  ],
  [
    'existing-secret-namespace',
    data(EXISTING, object('Secret', 'auth-secret').replace(/ {2}namespace.*\n/, '')),
    'the Secret has no namespace. Set `metadata.namespace` to `porch-system`',
  ],
  [
    'existing-secret-namespace',
    data(EXISTING, object('Secret', 'auth-secret').replace('porch-system', 'default')),
    'the Secret is not in `porch-system`, where the function runner mounts it. Move it there',
  ],
  [
    'existing-secret-payload',
    data(EXISTING, object('Secret', 'auth-secret')),
    '`data[".dockerconfigjson"]` must be the base64 of a docker config. If it is plain text, move it to `stringData`',
  ],
  [
    'existing-secret-type',
    data(EXISTING, object('Secret', 'auth-secret')),
    '`type` must be `kubernetes.io/dockerconfigjson`. The function pods can use no other type',
  ],
  [
    'former-secret',
    run(bodyWith(WIRED), NO_SYNC).results,
    'the function runner no longer mounts the Secret `regcred`, which still holds credentials. Remove it, unless something else needs it',
  ],
  [
    'field-missing',
    runner('  namespace: porch-system\n', ''),
    '`metadata.namespace` is missing. Write it into the Deployment, or run `set-namespace` before this function',
  ],
  ['field-missing', runner(/spec:\n[\s\S]*/, 'spec: {}\n'), '`spec.template` is missing. Set it'],
  [
    'field-no-list',
    runner(COMMAND, 'command: /server\n'),
    '`spec.template.spec.containers[0].command` is not a list. Write it as one, each entry in a line of its own behind a dash',
  ],
  [
    'field-no-map',
    runner(/template:\n[\s\S]*/, 'template: []\n'),
    '`spec.template` is not a map. Write it as one',
  ],
  [
    'field-no-map',
    runner(/containers:\n[\s\S]*(?=\n {6}volumes)/, 'containers: [name: function-runner]'),
    '`spec.template.spec.containers[0]` is not a map. Write it as one, in braces',
  ],
  [
    'field-shared',
    runner('- name: function-runner', '- <<: {tty: true}\n        name: function-runner'),
    '`spec.template.spec.containers[0]` uses a YAML anchor, alias or merge key (`<<`), so it cannot be edited safely. Replace it with a plain copy',
  ],
  [
    'file-is-config',
    configInItsFile(),
    'the file in `data.secretPath` is that of the functionConfig, which must hold nothing else. Choose another file',
  ],
  [
    'input-annotated',
    data(
      {},
      SOURCE.replace('registry:', 'config.json: \'{"auths":{"ghcr.io":{"auth":"dTpw"}}}\' #'),
    ),
    'annotated the ConfigMap with `config.kubernetes.io/local-config`: it is input, and must not reach a cluster',
  ],
  [
    'internal-error',
    evaluate(BUG).results,
    'internal error in the function: no items were changed. Please report this bug with the stack trace on stderr; it contains none of your input',
  ],
  [
    'local-config-shared',
    data({}, SHARED_SOURCE),
    "the ConfigMap is input and must not reach a cluster, but `metadata.annotations` uses a YAML anchor, alias or merge key. Write it out, with `config.kubernetes.io/local-config: 'true'`",
  ],
  [
    'mount-hides-system',
    data({ ...CREDENTIALS, mountPath: '/etc' }),
    'a mount at the folder in `data.mountPath` would hide what the container needs there. Choose a folder of its own, such as `/var/tmp/auth-secret`',
  ],
  [
    'mount-path-taken',
    runner('/pod-cache-config', '/var/tmp/auth-secret'),
    'the folder in `data.mountPath` would hide `spec.template.spec.containers[0].volumeMounts[0]`. Choose a folder of its own',
  ],
  [
    'mount-paths-nested',
    data({ ...NO_SYNC, tlsCA: CA, tlsMountPath: '/var/tmp/auth-secret/x' }),
    '`data.mountPath` and `data.tlsMountPath` are inside one another. Choose two separate folders',
  ],
  [
    'nodes-need-ca',
    data({ ...NO_SYNC, tlsCA: CA }),
    "the kubelet pulls the images and does not read the CA secret. Add the CA to the configuration of the nodes' container runtime too",
  ],
  [
    'object-changed',
    data({ ...NO_SYNC, tlsCA: CA }),
    'generated the pull secret',
    'generated the CA secret',
  ],
  ['object-changed', then(NO_SYNC, DISABLED), 'removed the pull secret'],
  [
    'object-changed',
    then(NO_SYNC, { ...NO_SYNC, secretName: 'x', password: 'new' }),
    'updated the pull secret: `metadata.name`, `data[".dockerconfigjson"]`',
  ],
  [
    'object-changed',
    then(NO_SYNC, { ...STORE, registry: 'ghcr.io', sync: 'none' }),
    'generated the ExternalSecret',
    'removed the pull secret',
  ],
  [
    'object-not-own',
    data(CREDENTIALS, object('Secret', 'auth-secret')),
    'this function did not generate the Secret, so it does not overwrite it. Set `secretMode: existing` to use it as it is, or choose another `secretName`',
  ],
  [
    'object-not-own',
    data({ ...NO_SYNC, tlsCA: CA }, object('Secret', 'registry-ca')),
    'this function did not generate the Secret, so it does not overwrite it. Remove `tlsCA` to use it as it is, or choose another `tlsSecretName`',
  ],
  [
    'object-not-own',
    data(SYNC, object('ServiceAccount', 'function-runner-pull-secret-sync')),
    'this function did not generate the ServiceAccount, so it does not overwrite it. Rename it, or set `sync: none` and run the pull-secret sync by other means',
  ],
  [
    'object-not-own',
    then({ ...NO_SYNC, tlsCA: CA }, { ...CREDENTIALS, secretName: 'registry-ca' }),
    'this function already generates the Secret for another part. Choose another `secretName`, or run the function with `state: disabled` and apply the package first',
  ],
  [
    'option-without-effect',
    data({ ...NO_SYNC, secretStore: 'vault' }),
    '`data.secretStore` has no effect: it needs `secretMode: externalSecret`. Remove it, or set that too',
  ],
  [
    'other-container-wired',
    then(NO_SYNC, { ...NO_SYNC, container: 'two' }, withSecondContainer),
    '`spec.template.spec.containers[0]` already has the flags, and `data.container` names another container. Name that one, or run the function with `state: disabled` for it first',
  ],
  [
    'plain-text-credentials',
    data(NO_SYNC),
    'the package now holds credentials in plain text (base64 hides nothing). Do not publish it; `secretMode: existing` keeps credentials out of the package',
  ],
  [
    'pod-namespace-invalid',
    runner('--functions', '--pod-namespace=$(X)\n        - --functions', SYNC),
    'the flag `--pod-namespace` does not hold the name of a namespace, which the pull-secret sync needs. Write the name out, or set `sync: none`',
  ],
  [
    'registries-aliases',
    data({ registries: '- {registry: ghcr.io, username: &u u, password: *u}' }),
    '`data.registries`: the list must not use YAML aliases. Replace each with a plain copy',
  ],
  [
    'registries-invalid',
    data({ registries: '- {' }),
    '`data.registries`: the value is not a valid YAML or JSON list. Correct its line 1',
  ],
  [
    'registries-missing',
    data(STORE),
    'registries are missing. Give `registry` or `registries`, in the functionConfig or in a ConfigMap `registry-credentials` of the package',
  ],
  [
    'registries-two-forms',
    data({ ...STORE, registry: 'ghcr.io', registries: '[]' }),
    'the registries are given in two forms. Keep one of them: either `registry` or `registries`',
  ],
  [
    'release-too-old',
    data({ ...CREDENTIALS, porchVersion: 'v3.0.1' }),
    '`spec.template.spec.containers[0].image` must be Porch v3.0.2 or a later release: v3.0.1 has no private registries, and their flags would crash it. If the image holds another release, set `data.porchVersion`',
  ],
  [
    'release-too-old',
    data({ ...CREDENTIALS, tlsCA: CA, porchVersion: 'v3.0.2' }),
    '`spec.template.spec.containers[0].image` must be Porch v3.0.3 or a later release: v3.0.2 knows no private CA, and the flags for it would crash it. If the image holds another release, set `data.porchVersion`',
  ],
  [
    'runner-changed',
    data(NO_SYNC),
    'wired the pull secret: flags `--enable-private-registries`, `--registry-auth-secret-path`, `--registry-auth-secret-name`, volumeMount, volume',
  ],
  [
    'runner-changed',
    data({ ...SYNC, sync: 'sidecar', tlsCA: CA }),
    'wired the pull secret: flags `--enable-private-registries`, `--registry-auth-secret-path`, `--registry-auth-secret-name`, volumeMount, volume; wired the CA secret: flags `--enable-private-registries-tls`, `--tls-secret-path`, volumeMount, volume; added sidecar `pull-secret-sync`, imagePullSecret',
  ],
  [
    'runner-changed',
    then({ ...SYNC, sync: 'sidecar' }, DISABLED),
    'removed the wiring of the pull secret: flags `--enable-private-registries`, `--registry-auth-secret-path`, `--registry-auth-secret-name`, volumeMount, volume; removed sidecar `pull-secret-sync`, imagePullSecret',
  ],
  [
    'runner-changed',
    then(NO_SYNC, { ...NO_SYNC, secretName: 'x' }),
    'updated the wiring of the pull secret: changed flag `--registry-auth-secret-name`, volume',
  ],
  [
    'runner-labels-missing',
    data({ ...SYNC, refreshRunner: 'true' }),
    '`spec.selector.matchLabels` is empty, so the pull-secret sync cannot find the pods that it is to refresh. Add the labels, or remove `refreshRunner`',
  ],
  [
    'runner-rights-missing',
    data(NO_SYNC, ...DENIED),
    'the function runner cannot copy the pull secret: its ServiceAccount `default` lacks get, create, update on Secrets in `porch-fn-system`. Grant these verbs, or remove `sync: none` so that the sync copies it',
  ],
  [
    'secret-beside-external',
    data({ ...STORE, registry: 'ghcr.io' }, object('Secret', 'auth-secret')),
    'the ExternalSecret makes a Secret of this name, and would overwrite this one. Remove it, set `secretMode: existing` to use it as it is, or choose another `secretName`',
  ],
  [
    'secret-names-equal',
    data({ ...CREDENTIALS, tlsCA: CA, tlsSecretName: 'auth-secret' }),
    '`data.tlsSecretName` and `data.secretName` are the same. Choose two names',
  ],
  [
    'secret-still-mounted',
    then(NO_SYNC, DISABLED, mountedTwice),
    'the pull secret stays in the package, because another container mounts it. Remove that mount first',
  ],
  [
    'sidecar-name-taken',
    runner('volumes:', '- name: pull-secret-sync\n      volumes:', { ...SYNC, sync: 'sidecar' }),
    '`spec.template.spec.containers[1]` has the name `pull-secret-sync`, which the sidecar needs. Rename the container, or set `sync: companion`',
  ],
  [
    'store-missing',
    data({ secretMode: 'externalSecret', remoteKey: 'x', registry: 'ghcr.io' }),
    '`data.secretStore` is missing. Name the SecretStore or ClusterSecretStore that holds the logins, or give every registry a `generator`',
  ],
  [
    'store-unused',
    data({ ...STORE, registries: '[{registry: quay.io, generator: QuayAccessToken/a}]' }),
    '`data.secretStore` has no use: every registry has a `generator`. Remove it',
    '`data.remoteKey` has no use: every registry has a `generator`. Remove it',
  ],
  [
    'sync-changed',
    data(SYNC),
    'added the pull-secret sync: ServiceAccount, 3 Roles, 3 RoleBindings, Deployment',
  ],
  [
    'sync-changed',
    then(SYNC, DISABLED),
    'removed the pull-secret sync: ServiceAccount, 3 Roles, 3 RoleBindings, Deployment',
  ],
  [
    'sync-changed',
    then(SYNC, { ...SYNC, syncImage: 'epr:v2' }),
    'updated the pull-secret sync: Deployment',
  ],
  [
    'sync-changed',
    then(SYNC, { ...SYNC, sync: 'sidecar' }),
    'updated the pull-secret sync: 2 RoleBindings, ServiceAccount, Deployment',
  ],
  [
    'volume-name-taken',
    data({ ...CREDENTIALS, volumeName: 'cache' }),
    'the name in `data.volumeName` is already used by `spec.template.spec.volumes[0]` for a different source. Choose another name',
  ],
  [
    'volume-names-equal',
    data({ ...NO_SYNC, tlsCA: CA, tlsVolumeName: 'docker-config' }),
    '`data.volumeName` and `data.tlsVolumeName` are the same. Choose two names',
  ],
  [
    'volume-no-secret',
    run(bodyWith(HAND), NO_SYNC).results,
    'the flags lead to `spec.template.spec.volumes[1]`, whose source is not a `secret`. Make it one, or remove the flags',
  ],
  [
    'wired-secret-kept',
    run(bodyWith(WIRED), { ...EXISTING, sync: 'none' }).results,
    'the Secret `regcred` stays wired, because `data.secretName` is not set',
  ],
  [
    'wired-secret-name',
    run(bodyWith(WIRED.replaceAll('regcred', '<SECRET_NAME>')), EXISTING).results,
    '`spec.template.spec.volumes[1].secret.secretName` cannot be the name of a Secret. Correct it, or set `data.secretName`',
  ],
];

const wordsOf = ([code, said]: Row): string[] =>
  said.filter(result => result.code === code).map(({ message }) => message);

describe('a result', () => {
  for (const row of [...WIRE, ...FUNCTION]) {
    const [code, , ...words] = row;
    it(`says with ${code}: ${words.join(' / ')}`, () => {
      expect(wordsOf(row)).to.deep.equal(words);
    });
  }

  it('has words in this table, whatever its code', () => {
    const codesIn = (rows: readonly Row[]) => [...new Set(rows.map(([code]) => code))].toSorted();
    expect(codesIn(WIRE)).to.deep.equal(CODES.wire.toSorted());
    expect(codesIn(FUNCTION)).to.deep.equal(CODES.function.toSorted());
  });

  it('is in plain English', () => {
    for (const row of [...WIRE, ...FUNCTION]) {
      for (const message of wordsOf(row)) expectPlain(message);
    }
  });
});
