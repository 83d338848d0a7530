// The modes of the pull secret: what each writes, checks and refuses, and how they replace each other.
import { expect } from 'chai';
import { CREDENTIALS } from '../support/config.ts';
import { codes, errors, namesOf, type Output, runAgain, runWith } from '../support/run.ts';

const STORE = { secretMode: 'externalSecret', secretStore: 'vault', remoteKey: 'porch/ghcr' };
const EXTERNAL = { ...STORE, registry: 'ghcr.io' };
const EXISTING = { secretMode: 'existing' };

const NAME = { name: 'auth-secret', namespace: 'porch-system' };
const secret = (fields: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: NAME,
  type: 'kubernetes.io/dockerconfigjson',
  ...fields,
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
    expect(template.split('\n').slice(-7)).to.deep.equal([
      '{"auths":{',
      `"ghcr.io":${entry(1)},`,
      `"https://index.docker.io/v1/":${entry(2)},`,
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
    expect(codes(runAgain(edited, EXTERNAL))).to.deep.equal([]);
    const moved = runAgain(edited, { ...EXTERNAL, secretStore: 'other', secretName: 'pull' });
    expect(specOf(moved)).to.deep.include({
      refreshPolicy: 'Periodic',
      secretStoreRef: { name: 'other', kind: 'SecretStore' },
    });
    expect(specOf(moved)).to.have.nested.include({
      'target.deletionPolicy': 'Delete',
      'target.name': 'pull',
    });
    expect(codes(moved)).to.include('info -: object-changed');
  });

  it('is written anew where a user has broken it', () => {
    const first = runWith(EXTERNAL);
    const items = first.list.items.map(item =>
      item.kind === 'ExternalSecret' ? { ...item, spec: {} } : item,
    );
    const edited = { ...first, list: { ...first.list, items } };
    expect(runAgain(edited, EXTERNAL).list.items).to.deep.equal(first.list.items);
  });

  const list = (...entries: unknown[]) => ({ ...STORE, registries: JSON.stringify(entries) });
  const refused: Record<string, [data: Record<string, string>, ...codes: string[]]> = {
    'credentials beside it': [
      { ...EXTERNAL, password: 'p' },
      'error data: credentials-beside-store',
    ],
    'a Docker config file': [
      { ...STORE, 'config.json': '{}' },
      'error data: credentials-beside-store',
    ],
    'no registry': [STORE, 'error data: registries-missing'],
    'both forms': [{ ...EXTERNAL, registries: '[]' }, 'error data: registries-two-forms'],
    'no store': [
      { secretMode: 'externalSecret', remoteKey: 'x', registry: 'ghcr.io' },
      'error data.secretStore: store-missing',
    ],
    'no remoteKey': [
      { secretMode: 'externalSecret', secretStore: 'vault', registry: 'ghcr.io' },
      'error data.remoteKey: remote-field',
    ],
    'a registry that is none': [
      { ...STORE, registry: 'localhost' },
      'error data.registry: registry-bare-name',
    ],
    'an empty list': [list(), 'error data.registries: registries-not-a-list'],
    'a list of strings': [list('ghcr.io'), 'error data.registries[0]: entry-not-an-object'],
    'a list that is no YAML': [
      { ...STORE, registries: '- {' },
      'error data.registries: registries-invalid',
    ],
    'a login in the list': [
      list({ registry: 'ghcr.io', username: 'u', password: 'p' }),
      'error data.registries[0].username: remote-login-beside-store',
      'error data.registries[0].password: remote-login-beside-store',
    ],
    'an auth in the list': [
      list({ registry: 'ghcr.io', auth: 'x' }),
      'error data.registries[0].auth: remote-login-beside-store',
    ],
    'a misspelt field': [
      list({ registry: 'ghcr.io', remotekey: 'x' }),
      'error data.registries[0].remotekey: field-misspelt',
    ],
    'an unknown field': [
      list({ registry: 'ghcr.io', hunter2: 'x' }),
      'error data.registries[0]: field-unknown',
    ],
    'fields that are no text': [
      list({ registry: 'ghcr.io', remoteKey: 5, usernameProperty: '', passwordProperty: 'a\nb' }),
      'error data.registries[0].remoteKey: remote-field',
      'error data.registries[0].usernameProperty: remote-field',
      'error data.registries[0].passwordProperty: remote-field',
    ],
    'two logins for one registry': [
      list({ registry: 'ghcr.io' }, { registry: 'GHCR.io', remoteKey: 'x' }),
      'error data.registries[1].registry: login-twice',
    ],
    'the name of the CA secret': [
      { ...EXTERNAL, tlsSecretName: 'auth-secret' },
      'error data.tlsSecretName: secret-names-equal',
    ],
  };
  for (const [name, [data, ...lines]] of Object.entries(refused)) {
    it(`refuses ${name}`, () => expect(errors(runWith(data))).to.deep.equal(lines));
  }

  it('does not overwrite one that is not the function’s', () => {
    const apiVersion = 'external-secrets.io/v1';
    const foreign = { apiVersion, kind: 'ExternalSecret', metadata: NAME, spec: {} };
    expect(errors(runWith(EXTERNAL, foreign))).to.deep.equal([
      'error metadata.name: object-not-own',
    ]);
    expect(errors(runWith(EXISTING, foreign))).to.deep.equal([]);
  });

  it('does not make a Secret that lies in the package', () => {
    expect(errors(runWith(EXTERNAL, secret({})))).to.deep.equal([
      'error metadata.name: secret-beside-external',
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
