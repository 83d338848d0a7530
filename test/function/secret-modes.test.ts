// The modes of the pull secret: what each writes, checks and refuses, and how they replace each other.
import { expect } from 'chai';
import { CREDENTIALS } from '../support/config.ts';
import { errors, namesOf, type Output, runAgain, runWith, warnings } from '../support/run.ts';

const STORE = { secretMode: 'externalSecret', secretStore: 'vault', remoteKey: 'porch/ghcr' };
const EXTERNAL = { ...STORE, registry: 'ghcr.io' };
const EXISTING = { secretMode: 'existing' };

const base64 = (text: string) => Buffer.from(text).toString('base64');
const NAME = { name: 'auth-secret', namespace: 'porch-system' };
const secret = (fields: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: NAME,
  type: 'kubernetes.io/dockerconfigjson',
  ...fields,
});
const holding = (config: unknown) =>
  secret({ data: { '.dockerconfigjson': base64(JSON.stringify(config)) } });
const told = (output: Output) => [...errors(output), ...warnings(output)];

describe('an existing Secret in the package', () => {
  const auth = base64('u:p');
  const AT = 'data[".dockerconfigjson"]';
  const UNFOUND =
    'the key must be the bare host in lower case, or stand beside it (for Docker Hub `index.docker.io`): the function-runner finds no other';
  const PAYLOAD =
    'must be the base64 of a docker config; as plain text it belongs under `stringData`';
  const cases: Record<string, [secret: object, ...told: string[]]> = {
    'as both readers read it': [holding({ auths: { 'ghcr.io': { auth } } })],
    'in plain text': [
      secret({ stringData: { '.dockerconfigjson': JSON.stringify({ auths: {} }) } }),
    ],
    'with line breaks in its base64': [
      secret({ data: { '.dockerconfigjson': `${base64('{"auths":')}\n${base64('{}}')}` } }),
    ],
    'that SOPS has encrypted': [
      secret({ data: { '.dockerconfigjson': 'ENC[AES256_GCM,data:x]' }, sops: { version: '3' } }),
    ],
    "with Docker Hub's usual key": [
      holding({ auths: { 'https://index.docker.io/v1/': { auth } } }),
      `warning ${AT}: \`${AT}: auths entry 1\`: ${UNFOUND}`,
    ],
    'with a key that no image has': [
      holding({ auths: { 'ghcr.io': { auth }, 'GHCR.IO/*': { auth } } }),
      `warning ${AT}: \`${AT}: auths entry 2\`: the registry must be one concrete host: give every host that the wildcard stands for`,
    ],
    'with a malformed entry': [
      holding({ auths: { 'ghcr.io': { auth: 'u:p' } } }),
      `error ${AT}: \`${AT}: auths entry 1: auth\`: \`auth\` must be the standard base64 of \`username:password\``,
    ],
    'that is no JSON, in plain text': [
      secret({ stringData: { '.dockerconfigjson': 'u:p' } }),
      'error stringData[".dockerconfigjson"]: `stringData[".dockerconfigjson"]`: the docker config must be a JSON object',
    ],
    'with plain text under data': [
      secret({ data: { '.dockerconfigjson': '{"auths":{}}' } }),
      `error ${AT}: \`${AT}\` ${PAYLOAD}`,
    ],
    'without the key': [
      secret({ data: { 'config.json': base64('{}') } }),
      `error ${AT}: \`${AT}\` ${PAYLOAD}`,
    ],
    'of another type': [
      { ...holding({ auths: { 'ghcr.io': { auth } } }), type: 'Opaque' },
      'error type: `type` must be `kubernetes.io/dockerconfigjson`: the function pods can use no other',
    ],
    'without type and data': [
      secret({ type: undefined }),
      'error type: `type` must be `kubernetes.io/dockerconfigjson`: the function pods can use no other',
      `error ${AT}: \`${AT}\` ${PAYLOAD}`,
    ],
    'of another namespace': [secret({ metadata: { ...NAME, namespace: 'other' }, type: 'Opaque' })],
  };
  for (const [name, [item, ...lines]] of Object.entries(cases)) {
    it(name, () => expect(told(runWith(EXISTING, item))).to.deep.equal(lines));
  }
});

describe('an ExternalSecret', () => {
  const specOf = (output: Output) =>
    (output.list.items.find(({ kind }) => kind === 'ExternalSecret') as never as { spec: object })
      .spec;

  it('takes each login from where the options and the entry say', () => {
    const registries = [
      { registry: 'quay.io', usernameProperty: 'user', passwordProperty: 'token' },
      { registry: 'https://index.docker.io/v1/', remoteKey: 'porch/hub' },
      { registry: 'ghcr.io' },
      { registry: 'registry.example.com:5000' },
    ];
    const output = runWith({
      ...STORE,
      secretStoreKind: 'ClusterSecretStore',
      refreshInterval: '30m',
      registries: JSON.stringify(registries),
    });
    const spec = specOf(output) as { target: { template: { data: Record<string, string> } } };
    const template = spec.target.template.data['.dockerconfigjson'] ?? '';
    const entry = (number: number) =>
      `{"auth":{{ printf "%s:%s" $username${number} $password${number} | b64enc | toJson }},` +
      `"password":{{ $password${number} | toJson }},"username":{{ $username${number} | toJson }}}`;
    expect(template.split('\n').slice(-6)).to.deep.equal([
      '{"auths":{',
      `"ghcr.io":${entry(1)},`,
      `"index.docker.io":${entry(2)},`,
      `"quay.io":${entry(3)},`,
      `"registry.example.com:5000":${entry(1)}`,
      '}}',
    ]);
    const at = (secretKey: string, key: string, property: string) => ({
      secretKey,
      remoteRef: { key, property },
    });
    expect(spec).to.deep.include({
      refreshInterval: '30m',
      secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
      data: [
        at('username1', 'porch/ghcr', 'username'),
        at('password1', 'porch/ghcr', 'password'),
        at('username2', 'porch/hub', 'username'),
        at('password2', 'porch/hub', 'password'),
        at('username3', 'porch/ghcr', 'user'),
        at('password3', 'porch/ghcr', 'token'),
      ],
    });
    expect(spec.target).to.deep.include({ name: 'auth-secret' });
    expect(spec.target.template).to.deep.include({
      type: 'kubernetes.io/dockerconfigjson',
      engineVersion: 'v2',
    });
  });

  it('is the same in any order of the registries', () => {
    const hosts = ['ghcr.io', 'quay.io', 'docker.io'].map(registry => ({
      registry,
      remoteKey: registry,
    }));
    const [one, two] = [hosts, hosts.toReversed()].map(list =>
      specOf(runWith({ ...STORE, registries: JSON.stringify(list) })),
    );
    expect(one).to.deep.equal(two);
  });

  it('is brought up to date, and keeps what a user has added', () => {
    const first = runWith(EXTERNAL);
    const items = first.list.items.map(item => {
      if (item.kind !== 'ExternalSecret') return item;
      const { target, ...spec } = specOf(first) as { target: object };
      return {
        ...item,
        spec: {
          ...spec,
          refreshPolicy: 'Periodic',
          target: { ...target, deletionPolicy: 'Delete' },
        },
      };
    });
    const edited = { ...first, list: { ...first.list, items } };
    expect(runAgain(edited, EXTERNAL).told).to.deep.equal([]);
    const moved = runAgain(edited, { ...EXTERNAL, secretStore: 'other', secretName: 'pull' });
    expect(specOf(moved)).to.deep.include({
      refreshPolicy: 'Periodic',
      secretStoreRef: { name: 'other', kind: 'SecretStore' },
    });
    expect(specOf(moved)).to.have.nested.include({
      'target.deletionPolicy': 'Delete',
      'target.name': 'pull',
    });
    expect(moved.told).to.include.members([
      'info metadata.name: changed the name of the ExternalSecret',
      'info spec: updated the ExternalSecret',
    ]);
  });

  it('is written anew where a user has broken it', () => {
    const first = runWith(EXTERNAL);
    const items = first.list.items.map(item =>
      item.kind === 'ExternalSecret' ? { ...item, spec: {} } : item,
    );
    const edited = { ...first, list: { ...first.list, items } };
    expect(runAgain(edited, EXTERNAL).list.items).to.deep.equal(first.list.items);
  });

  const CREDENTIALS_GO =
    'error data: the credentials must be removed, or `secretMode` be "generate": an ExternalSecret takes them from the store';
  const list = (...entries: unknown[]) => ({ ...STORE, registries: JSON.stringify(entries) });
  const at = (place: string, message: string) =>
    `error data.${place}: \`data.${place}\`: ${message}`;
  const LOGIN = 'must be removed: the login comes from the store';
  const TEXT = 'must be given, as a string on one line';
  const faults: Record<string, [data: Record<string, string>, ...told: string[]]> = {
    'credentials beside it': [{ ...EXTERNAL, password: 'p' }, CREDENTIALS_GO],
    'a Docker config file': [{ ...STORE, 'config.json': '{}' }, CREDENTIALS_GO],
    'no registry': [
      STORE,
      'error data: the registries must be given: `registry` or `registries`, in the functionConfig or in a ConfigMap `registry-credentials` of the package',
    ],
    'both forms': [
      { ...EXTERNAL, registries: '[]' },
      'error data: the registries must be given in one form: either `registry` or `registries`',
    ],
    'no store': [
      { secretMode: 'externalSecret', remoteKey: 'x', registry: 'ghcr.io' },
      'error data.secretStore: `data.secretStore` must name the SecretStore or ClusterSecretStore that holds the logins',
    ],
    'no remoteKey': [
      { secretMode: 'externalSecret', secretStore: 'vault', registry: 'ghcr.io' },
      at('remoteKey', `\`remoteKey\` ${TEXT}`),
    ],
    'a registry that is none': [
      { ...STORE, registry: 'localhost' },
      at(
        'registry',
        'the registry must have a dot or a port, as in `localhost:5000`: without one it is a name on Docker Hub',
      ),
    ],
    'an empty list': [list(), at('registries', 'the value must be a list of `registry`')],
    'a list of strings': [list('ghcr.io'), at('registries[0]', 'the entry must have `registry`')],
    'a list that is no YAML': [
      { ...STORE, registries: '- {' },
      at('registries', 'the value must be a YAML or JSON list; line 1 of it is not valid'),
    ],
    'a login in the list': [
      list({ registry: 'ghcr.io', username: 'u', password: 'p' }),
      at('registries[0].username', `\`username\` ${LOGIN}`),
      at('registries[0].password', `\`password\` ${LOGIN}`),
    ],
    'an auth in the list': [
      list({ registry: 'ghcr.io', auth: 'x' }),
      at('registries[0].auth', `\`auth\` ${LOGIN}`),
    ],
    'a misspelt field': [
      list({ registry: 'ghcr.io', remotekey: 'x' }),
      at('registries[0].remotekey', 'the name of this field must be `remoteKey`'),
    ],
    'an unknown field': [
      list({ registry: 'ghcr.io', hunter2: 'x' }),
      at('registries[0]', 'field 2 is not known and must be removed'),
    ],
    'fields that are no text': [
      list({ registry: 'ghcr.io', remoteKey: 5, usernameProperty: '', passwordProperty: 'a\nb' }),
      at('registries[0].remoteKey', `\`remoteKey\` ${TEXT}`),
      at('registries[0].usernameProperty', `\`usernameProperty\` ${TEXT}`),
      at('registries[0].passwordProperty', `\`passwordProperty\` ${TEXT}`),
    ],
    'two logins for one registry': [
      list({ registry: 'ghcr.io' }, { registry: 'GHCR.io', remoteKey: 'x' }),
      at(
        'registries[1].registry',
        'the login must be the same as at `registries[0].registry`: both are one registry',
      ),
    ],
    'a bad name of the store': [
      { ...EXTERNAL, secretStore: 'A b' },
      'error data.secretStore: `data.secretStore` must be the name of a SecretStore or ClusterSecretStore',
    ],
    'a bad kind of store': [
      { ...EXTERNAL, secretStoreKind: 'Vault' },
      'error data.secretStoreKind: `data.secretStoreKind` must be "SecretStore" or "ClusterSecretStore"',
    ],
    'a bad interval': [
      { ...EXTERNAL, refreshInterval: '1 hour' },
      'error data.refreshInterval: `data.refreshInterval` must be a duration as Go writes it, such as `30m` or `1h30m`',
    ],
    'a key of two lines': [
      { ...EXTERNAL, remoteKey: 'a\nb' },
      'error data.remoteKey: `data.remoteKey` must be a key of the store, on one line',
    ],
    'the name of the TLS secret': [
      { ...EXTERNAL, tlsSecretName: 'auth-secret' },
      'error data.tlsSecretName: `data.tlsSecretName` must be another name than `data.secretName`',
    ],
  };
  for (const [name, [data, ...lines]] of Object.entries(faults)) {
    it(`refuses ${name}`, () => expect(errors(runWith(data))).to.deep.equal(lines));
  }

  it('does not overwrite one that is not the function’s', () => {
    const apiVersion = 'external-secrets.io/v1';
    const foreign = { apiVersion, kind: 'ExternalSecret', metadata: NAME, spec: {} };
    expect(errors(runWith(EXTERNAL, foreign))).to.deep.equal([
      'error metadata.name: the ExternalSecret was not generated by this function, which does not overwrite it: set `secretMode: existing` to use it as it is, or choose another `secretName`',
    ]);
    expect(errors(runWith(EXISTING, foreign))).to.deep.equal([]);
  });

  it('does not make a Secret that lies in the package', () => {
    expect(errors(runWith(EXTERNAL, secret({})))).to.deep.equal([
      'error metadata.name: the Secret must be removed: an ExternalSecret makes the one of that name; or set `secretMode: existing` to use it as it is, or choose another `secretName`',
    ]);
  });
});

describe('the modes', () => {
  const made: Record<
    string,
    [data: Record<string, string>, secrets: string[], external: string[]]
  > = {
    generate: [CREDENTIALS, ['auth-secret'], []],
    existing: [EXISTING, [], []],
    externalSecret: [EXTERNAL, [], ['auth-secret']],
  };
  for (const [from, [first]] of Object.entries(made)) {
    for (const [to, [second, secrets, external]] of Object.entries(made)) {
      it(`${from}, then ${to}, leaves nothing of the first`, () => {
        const output = runAgain(runWith(first), second);
        expect(namesOf(output, 'Secret')).to.deep.equal(secrets);
        expect(namesOf(output, 'ExternalSecret')).to.deep.equal(external);
        expect(output.list.items).to.have.deep.members([...runWith(second).list.items]);
      });
    }
  }
});
