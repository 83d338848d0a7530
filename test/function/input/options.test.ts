// The functionConfig's options: what is refused, by which code and at which field.
import { expect } from 'chai';
import schema from '../../../fn-config/schema.json' with { type: 'json' };
import { CHOICES } from '../../../src/function/input/options.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../../support/config.ts';
import { faultsIn, faultsWith } from '../../support/run.ts';

const value = (key: string) => `error data.${key}: config-value`;
const noString = (key: string) => `error data.${key}: data-no-string`;

describe('a fault in the options', () => {
  const cases: Record<string, [data: Record<string, unknown>, ...codes: string[]]> = {
    'an unknown key': [{ ...CREDENTIALS, hunter2: 'x' }, 'error data: data-key-unknown'],
    'a misspelt key': [
      { ...CREDENTIALS, secretname: 'x' },
      'error data.secretname: data-key-unknown',
    ],
    'a number': [{ ...CREDENTIALS, password: 123 }, noString('password')],
    'a boolean': [{ ...CREDENTIALS, username: true }, noString('username')],
    'a null': [{ ...CREDENTIALS, username: null }, noString('username')],
    'a list': [{ registries: [{ registry: 'ghcr.io' }] }, noString('registries')],
    'an unknown state': [{ state: 'on' }, value('state')],
    'an unknown mode': [{ secretMode: 'sealed' }, value('secretMode')],
    'a bad name of the Secret': [
      { ...CREDENTIALS, secretName: 'Auth_Secret' },
      value('secretName'),
    ],
    'a bad name of the volume': [
      { ...CREDENTIALS, volumeName: 'docker.config' },
      value('volumeName'),
    ],
    'a relative mountPath': [{ ...CREDENTIALS, mountPath: 'var/tmp/x' }, value('mountPath')],
    'a mountPath that climbs': [{ ...CREDENTIALS, mountPath: '/var/tmp/../x' }, value('mountPath')],
    'a secretPath that climbs': [
      { ...CREDENTIALS, secretPath: 'a/../../x.yaml' },
      value('secretPath'),
    ],
    'a secretPath that kpt writes in another way': [
      { ...CREDENTIALS, secretPath: 'a//secret.yaml' },
      value('secretPath'),
    ],
    'a secretPath that kpt does not read': [
      { ...CREDENTIALS, secretPath: 'secret.json' },
      value('secretPath'),
    ],
    'a syncImage that is an address': [
      { ...CREDENTIALS, syncImage: 'https://ghcr.io/x/y:v1' },
      value('syncImage'),
    ],
    'a part of a porchVersion': [{ ...CREDENTIALS, porchVersion: 'v3.0' }, value('porchVersion')],
    'a relative folder of the CA': [{ tlsMountPath: 'tls' }, value('tlsMountPath')],
    'a bad name of the CA’s volume': [{ tlsVolumeName: 'a.b' }, value('tlsVolumeName')],
    'a bad name of the CA’s Secret': [{ tlsSecretName: 'A' }, value('tlsSecretName')],
    'a bad name of the store': [{ secretStore: 'A b' }, value('secretStore')],
    'a bad kind of store': [{ secretStoreKind: 'Vault' }, value('secretStoreKind')],
    'a bad interval': [{ refreshInterval: '1 hour' }, value('refreshInterval')],
    'a key of two lines': [{ remoteKey: 'a\nb' }, value('remoteKey')],
    'several at once': [
      { ...CREDENTIALS, state: 'x', mountPath: 'x' },
      value('mountPath'),
      value('state'),
    ],
  };
  for (const [name, [data, ...codes]] of Object.entries(cases)) {
    it(name, () => expect(faultsWith(configMap(data)).sort()).to.deep.equal(codes));
  }

  it('data that is no map', () => {
    expect(faultsWith({ ...configMap({}), data: 'x' })).to.deep.equal(['error data: data-no-map']);
  });

  const UNQUOTED = ['0123', 'yes', 'on', '1e3', '0x1F', '1_000', '~', '2001-01-01', '.inf', '0o17'];
  for (const text of UNQUOTED) {
    it(`an unquoted ${text}`, () => {
      const list = resourceList([DEPLOYMENT], configMap({ ...CREDENTIALS, password: 'PASSWORD' }));
      expect(faultsIn(list.replace('PASSWORD', text))).to.deep.equal([noString('password')]);
    });
  }
});

describe('a functionConfig', () => {
  it('must be there', () => {
    expect(faultsWith(undefined)).to.deep.equal(['error -: config-missing']);
  });

  const others = [null, 'x', [], { ...configMap(CREDENTIALS), kind: 'Secret' }];
  for (const config of others) {
    it(`must be a ConfigMap, not ${JSON.stringify(config)}`, () => {
      expect(faultsWith(config)).to.deep.equal(['error kind: config-value']);
    });
  }
});

describe('the options with a few fixed values', () => {
  it('are those of the schema, with its values', () => {
    const { properties } = schema.properties.data;
    const enums = Object.entries(properties).flatMap(([key, rule]) =>
      'enum' in rule ? [[key, rule.enum]] : [],
    );
    expect(CHOICES).to.deep.equal(Object.fromEntries(enums));
  });
});
