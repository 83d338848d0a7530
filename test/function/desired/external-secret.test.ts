// An ExternalSecret whose logins are short-lived: generators beside a store, their options, and the way back.
import { expect } from 'chai';
import { dump, load } from 'js-yaml';
import { evaluate } from '../../../src/function/evaluate.ts';
import { configMap, DEPLOYMENT, resourceList } from '../../support/config.ts';

type Data = Readonly<Record<string, string>>;
type Entry = Readonly<Record<string, unknown>>;
type Item = { readonly kind: string; spec: Record<string, unknown> };

const ECR = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const GAR = 'europe-west3-docker.pkg.dev';
const MODE = { secretMode: 'externalSecret', sync: 'none' };
const STORE = { secretStore: 'vault', remoteKey: 'porch' };

const listOf = (...entries: readonly Entry[]): Data => ({
  ...MODE,
  registries: JSON.stringify(entries),
});
const ecr = { registry: ECR, generator: 'ECRAuthorizationToken/ecr' };
const gar = { registry: GAR, generator: 'GCRAccessToken/gar' };
const refFor = (kind: string, name: string, prefix: string) => ({
  sourceRef: {
    generatorRef: { apiVersion: 'generators.external-secrets.io/v1alpha1', kind, name },
  },
  rewrite: [{ regexp: { source: '^', target: prefix } }],
});

function run(data: Data, items: readonly string[] = [DEPLOYMENT]) {
  const { output, results } = evaluate(Buffer.from(resourceList(items, configMap(data))));
  const list = load(output.toString()) as { items: Item[] };
  return {
    items: list.items,
    results,
    spec: list.items.find(({ kind }) => kind === 'ExternalSecret')?.spec ?? {},
    codes: results.map(({ severity, field, code }) => `${severity} ${field?.path}: ${code}`),
  };
}

const again = ({ items }: { items: readonly Item[] }, data: Data) =>
  run(
    data,
    items.map(item => dump(item)),
  );
const faults = (data: Data) => run(data).codes.filter(code => !code.startsWith('info'));

describe('short-lived logins', () => {
  it('come from generators, each of whose values has a name of its own, and need no store', () => {
    const { spec, codes } = run(listOf(gar, ecr));
    expect(codes.filter(code => !code.startsWith('info'))).to.deep.equal([]);
    expect(spec).to.have.all.keys('refreshInterval', 'target', 'dataFrom');
    expect(spec.refreshInterval).to.equal('30m');
    expect(spec.dataFrom).to.deep.equal([
      refFor('ECRAuthorizationToken', 'ecr', 'login1_'),
      refFor('GCRAccessToken', 'gar', 'login2_'),
    ]);
  });

  it('stand beside logins in a store', () => {
    const { spec } = run({ ...listOf(gar, { registry: 'ghcr.io' }, ecr), ...STORE });
    expect(spec.secretStoreRef).to.deep.equal({ name: 'vault', kind: 'SecretStore' });
    expect(spec.data).to.deep.equal(
      ['username', 'password'].map(property => ({
        secretKey: `${property}3`,
        remoteRef: { key: 'porch', property },
      })),
    );
    expect(spec.dataFrom).to.have.length(2);
    expect(spec.refreshInterval).to.equal('30m');
  });

  it('of one generator for several registries are made once', () => {
    const { spec } = run(listOf(gar, { ...gar, registry: 'us-docker.pkg.dev' }));
    expect(spec.dataFrom).to.deep.equal([refFor('GCRAccessToken', 'gar', 'login1_')]);
  });

  it('of a generator for the whole cluster are asked for by its own kind', () => {
    const { spec } = run(listOf({ ...ecr, generator: 'ClusterGenerator/ecr.porch' }));
    expect(spec.dataFrom).to.deep.equal([refFor('ClusterGenerator', 'ecr.porch', 'login1_')]);
  });

  it('are the same in any order of the registries', () => {
    const entries = [gar, ecr, { registry: 'quay.io', generator: 'QuayAccessToken/quay' }];
    expect(run(listOf(...entries)).spec).to.deep.equal(run(listOf(...entries.toReversed())).spec);
  });

  it('keep an interval that is given, and without a generator it is an hour', () => {
    expect(run({ ...listOf(gar), refreshInterval: '20m' }).spec.refreshInterval).to.equal('20m');
    expect(run({ ...MODE, ...STORE, registry: 'ghcr.io' }).spec.refreshInterval).to.equal('1h');
  });
});

describe('an ExternalSecret that was made for other logins', () => {
  const stored = { ...listOf({ registry: 'ghcr.io' }), ...STORE };
  const modes: Readonly<Record<string, Data>> = {
    'a store': stored,
    generators: listOf(gar, ecr),
    both: { ...listOf(gar, { registry: 'ghcr.io' }), ...STORE },
  };
  for (const [from, first] of Object.entries(modes)) {
    for (const [to, second] of Object.entries(modes)) {
      it(`has nothing of ${from} left when it is for ${to}`, () => {
        const after = again(run(first), second);
        expect(after.spec).to.deep.equal(run(second).spec);
        expect(again(after, second).results).to.deep.equal([]);
      });
    }
  }

  it('loses what a user has added to the fields of the function, and keeps the rest', () => {
    const before = run(stored);
    const edited = before.items.map(item =>
      item.kind === 'ExternalSecret'
        ? { ...item, spec: { ...item.spec, refreshPolicy: 'Periodic', dataFrom: [{ find: {} }] } }
        : item,
    );
    const { spec } = again({ items: edited }, stored);
    expect(spec).to.deep.equal({ ...before.spec, refreshPolicy: 'Periodic' });
  });
});

describe('the options of short-lived logins', () => {
  const cases: Readonly<Record<string, readonly [data: Data, ...codes: string[]]>> = {
    'a generator without name': [
      listOf({ ...ecr, generator: 'ECRAuthorizationToken' }),
      'error data.registries[0].generator: generator-form',
    ],
    'a generator and a key of the store': [
      { ...listOf({ ...ecr, remoteKey: 'x' }, { registry: 'ghcr.io' }), ...STORE },
      'error data.registries[0].generator: generator-beside-key',
    ],
    'a generator and a password': [
      listOf({ ...ecr, password: 'x' }),
      'error data.registries[0].password: remote-login-beside-store',
    ],
    'two generators for one registry': [
      listOf(ecr, { ...ecr, generator: 'ECRAuthorizationToken/other' }),
      'error data.registries[1].registry: login-twice',
    ],
    "ECR's generator for another registry": [
      listOf({ ...ecr, registry: 'ghcr.io' }),
      'warning data.registries[0].registry: generator-elsewhere',
    ],
    'a store without use': [
      { ...listOf(ecr), ...STORE, secretStoreKind: 'ClusterSecretStore' },
      'error data.secretStore: store-unused',
      'error data.secretStoreKind: store-unused',
      'error data.remoteKey: store-unused',
    ],
    'no store beside a generator': [
      { ...listOf(ecr, { registry: 'ghcr.io' }), remoteKey: 'porch' },
      'error data.secretStore: store-missing',
    ],
    'twelve hours for ECR': [
      { ...listOf(ecr, { ...ecr, registry: `other.${ECR}` }), refreshInterval: '12h' },
      'error data.refreshInterval: refresh-too-slow',
    ],
    'eleven hours for ECR': [{ ...listOf(ecr), refreshInterval: '11h' }],
    'an hour for GAR and ACR': [
      {
        ...listOf(gar, { registry: 'x.azurecr.io', generator: 'ACRAccessToken/acr' }),
        refreshInterval: '1h',
      },
      'warning data.refreshInterval: refresh-too-slow',
      'warning data.refreshInterval: refresh-too-slow',
    ],
    'three quarters of an hour for GAR': [{ ...listOf(gar), refreshInterval: '45m' }],
    'no refresh at all': [
      { ...listOf({ ...gar, generator: 'Webhook/gar' }), refreshInterval: '0s' },
      'error data.refreshInterval: refresh-never',
    ],
    'no refresh at all for a store': [
      { ...MODE, ...STORE, registry: 'ghcr.io', refreshInterval: '0' },
    ],
  };
  for (const [name, [data, ...codes]] of Object.entries(cases)) {
    it(`with ${name}: ${codes.join(', ') || 'nothing is said'}`, () =>
      expect(faults(data)).to.deep.equal(codes));
  }
});
