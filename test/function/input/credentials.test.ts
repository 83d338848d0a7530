// The credentials: where they may be, in which form, and what is refused.
import { expect } from 'chai';
import { CREDENTIALS, configMap } from '../../support/config.ts';
import { faultsWith } from '../../support/run.ts';

describe('a fault in the credentials', () => {
  const cases: Record<string, [data: Record<string, unknown>, ...codes: string[]]> = {
    none: [{}, 'error data: credentials-missing'],
    'two forms': [{ ...CREDENTIALS, 'config.json': '{}' }, 'error data: credentials-two-forms'],
    'both names of the Docker config file': [
      { '.dockerconfigjson': '{}', 'config.json': '{}' },
      'error data: credentials-two-forms',
    ],
    'registries that repeat each other': [
      { registries: '- {registry: ghcr.io, username: &u u, password: *u}' },
      'error data.registries: registries-aliases',
    ],
    'registries that are no YAML': [
      { registries: '- {' },
      'error data.registries: registries-invalid',
    ],
    'a password in registries that is a number': [
      { registries: '- {registry: ghcr.io, username: u, password: 0123}' },
      'error data.registries[0].password: field-not-a-string',
    ],
    'credentials beside an existing Secret': [
      { ...CREDENTIALS, secretMode: 'existing' },
      'error data: credentials-beside-existing',
    ],
    'a part of credentials beside an existing Secret': [
      { secretMode: 'existing', registry: 'ghcr.io' },
      'error data: credentials-beside-existing',
    ],
    'a credentialsFrom without ConfigMap': [
      { credentialsFrom: 'nowhere' },
      'error data.credentialsFrom: credentials-from-missing',
    ],
  };
  for (const [name, [data, ...codes]] of Object.entries(cases)) {
    it(name, () => expect(faultsWith(configMap(data))).to.deep.equal(codes));
  }

  it('is none where a disabled function does not read them', () => {
    const data = { state: 'disabled', password: 123, registry: null, 'config.json': '{' };
    expect(faultsWith(configMap(data))).to.deep.equal([]);
  });
});

describe('the functionConfig as an item, as kpt sends it with `configPath`', () => {
  for (const name of ['function-input', 'registry-credentials']) {
    it(`is not read a second time, though its name is ${name}`, () => {
      const config = configMap(CREDENTIALS, name);
      const faults = faultsWith(config, JSON.stringify(config));
      expect(faults.join()).not.to.contain('error');
    });
  }

  it('may be what `credentialsFrom` names', () => {
    const config = configMap({ ...CREDENTIALS, credentialsFrom: 'mine' }, 'mine');
    expect(faultsWith(config, JSON.stringify(config)).join()).not.to.contain('error');
  });
});

describe('credentials in the package', () => {
  const source = (field: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: registry-credentials\ndata:\n  ${field}\n`;
  const one = source('registry: ghcr.io');
  const cases: Record<string, [data: object, items: string[], code: string]> = {
    'beside those of the functionConfig': [
      CREDENTIALS,
      [one],
      'error data.credentialsFrom: credentials-in-two-objects',
    ],
    twice: [{}, [one, one], 'error data.credentialsFrom: credentials-from-several'],
    'with an option among them': [{}, [source('secretName: x')], 'error data: data-key-unknown'],
    'that are no strings': [{}, [source('password: 0123')], 'error data.password: data-no-string'],
    'that are no YAML': [{}, [source('password: "')], 'error -: item-invalid'],
  };
  for (const [name, [data, items, code]] of Object.entries(cases)) {
    it(name, () => {
      expect(faultsWith(configMap({ ...data }), ...items)).to.deep.equal([code]);
    });
  }
});
