import { expect } from 'chai';
import fc from 'fast-check';
import { buildDockerConfig, serializeDockerConfig } from '../../src/registry/docker-config.ts';
import { parseRegistry } from '../../src/registry/host.ts';
import { checkDockerConfig } from '../../src/registry/readers.ts';
import { login, registryText } from './arbitrary.ts';
import { kubeletKey, runnerKey } from './lookup.ts';

const AT = '.dockerconfigjson';
const ENTRY = { auth: 'dTpw' };
const UNFOUND =
  'the key must be the bare host in lower case, or stand beside it (for Docker Hub ' +
  '`index.docker.io`): the function-runner finds no other';

const check = (file: unknown) => checkDockerConfig(JSON.stringify(file), AT);
const written = (registry: string) => {
  const { value } = parseRegistry(registry, '');
  const config =
    value && buildDockerConfig([{ registry: value, username: 'u', password: 'p', at: '' }]).value;
  return config && Object.keys(config.auths);
};

describe('a key of auths', () => {
  type Row = readonly [
    key: string,
    image: string,
    kubelet: boolean,
    runner: boolean,
    written: readonly string[] | undefined,
  ];
  const HUB = ['index.docker.io'];
  const rows: readonly Row[] = [
    ['index.docker.io', 'alpine', true, true, HUB],
    ['docker.io', 'alpine', true, false, HUB],
    ['https://index.docker.io/v1/', 'alpine', true, false, HUB],
    ['https://index.docker.io', 'alpine', true, false, HUB],
    ['https://index.docker.io/v2/', 'alpine', true, false, HUB],
    ['https://index.docker.io/v1', 'alpine', false, false, HUB],
    ['registry-1.docker.io', 'alpine', false, false, HUB],
    ['registry.hub.docker.com', 'alpine', false, false, HUB],
    ['ghcr.io', 'ghcr.io/org/fn:v1', true, true, ['ghcr.io']],
    ['host.example:5000', 'host.example:5000/org/fn', true, true, ['host.example:5000']],
    ['foo.azurecr.io', 'foo.azurecr.io/fn', true, true, ['foo.azurecr.io']],
    ['10.0.0.5:5000', '10.0.0.5:5000/fn', true, true, ['10.0.0.5:5000']],
    ['localhost:5000', 'localhost:5000/fn', true, true, ['localhost:5000']],
    ['registry:5000', 'registry:5000/fn', true, true, ['registry:5000']],
    ['[::1]:5000', '[::1]:5000/fn', true, true, ['[::1]:5000']],
    ['https://ghcr.io', 'ghcr.io/org/fn', true, false, ['ghcr.io']],
    ['http://ghcr.io', 'ghcr.io/org/fn', true, false, ['ghcr.io']],
    ['ghcr.io/', 'ghcr.io/org/fn', true, false, ['ghcr.io']],
    ['https://ghcr.io/v2/', 'ghcr.io/org/fn', true, false, ['ghcr.io']],
    ['user@ghcr.io', 'ghcr.io/org/fn', true, false, undefined],
    ['HTTPS://ghcr.io', 'ghcr.io/org/fn', false, false, ['ghcr.io']],
    ['GHCR.IO', 'ghcr.io/org/fn', false, false, ['ghcr.io']],
    [' ghcr.io', 'ghcr.io/org/fn', false, false, ['ghcr.io']],
    ['ghcr.io/org', 'ghcr.io/org/fn', true, false, ['ghcr.io', 'ghcr.io/org']],
    ['ghcr.io/org', 'ghcr.io/organisation/fn', true, false, ['ghcr.io', 'ghcr.io/org']],
    ['*.azurecr.io', 'foo.azurecr.io/fn', true, false, undefined],
    ['[::1]', '[::1]/fn', false, true, undefined],
    ['localhost', 'localhost/fn', true, false, undefined],
    ['docker.io/org', 'docker.io/org/fn', true, false, ['docker.io/org', 'index.docker.io']],
    ['index.docker.io/org', 'docker.io/org/fn', false, false, ['docker.io/org', 'index.docker.io']],
    ['ghcr.io', 'ghcr.io:443/org/fn', false, false, ['ghcr.io']],
    ['ghcr.io:443', 'ghcr.io/org/fn', false, false, ['ghcr.io:443']],
    ['registry', 'registry/fn', false, false, undefined],
  ];

  for (const [key, image, kubelet, runner, keys] of rows) {
    const readers = [...(kubelet ? ['kubelet'] : []), ...(runner ? ['runner'] : [])];
    it(`${JSON.stringify(key)} is found for ${image} by ${readers.join(' and ') || 'none'}`, () => {
      expect(kubeletKey([key], image) === key).to.equal(kubelet);
      expect(runnerKey([key], image) === key).to.equal(runner);
    });

    it(`${JSON.stringify(key)} is ${keys ? `written as ${keys.join(' and ')}` : 'refused'}`, () => {
      expect(written(key)).to.deep.equal(keys);
    });
  }

  const ports = (key: string, image: string) => image.startsWith(`${key}:`) || key.endsWith(':443');
  for (const [key, image, kubelet, runner, keys] of rows.filter(
    ([key, image]) => !ports(key, image),
  )) {
    const isGood = kubelet && runner;
    it(`${JSON.stringify(key)} gets ${isGood ? 'no warning' : 'a warning'} for ${image}`, () => {
      const message = keys ? UNFOUND : parseRegistry(key, '').findings[0]?.message;
      expect(check({ auths: { [key]: ENTRY } })).to.deep.equal(
        isGood ? [] : [{ severity: 'warning', message, at: `${AT}: auths entry 1` }],
      );
      const [host = ''] = keys?.filter(x => !x.includes('/')) ?? [];
      if (keys) expect(check({ auths: { [key]: ENTRY, [host]: ENTRY } })).to.deep.equal([]);
    });
  }
});

describe('a docker config that a reader fails on', () => {
  const entry = (message: string, field = '') => ({
    severity: 'error',
    message,
    at: `${AT}: auths entry 1${field && `: ${field}`}`,
  });
  const whole = (message: string) => ({ severity: 'error', message, at: AT });
  const BASE64 = entry('`auth` must be the standard base64 of `username:password`', 'auth');
  const OBJECT = entry('the entry must be an object');

  const entries: readonly (readonly [entry: unknown, finding: object | undefined])[] = [
    [{ auth: 'dTpw' }, undefined],
    [{ auth: 'dTpwdw' }, undefined],
    [{ auth: 'dTpwdw==' }, undefined],
    [{ auth: 'dTpw\n' }, undefined],
    [{ auth: 'dTr/' }, undefined], // not UTF-8, which Go does not mind
    [{ auth: 'dTpw', username: 'u', password: 'p' }, undefined],
    [{ username: 'u', password: 'p:w\n' }, undefined],
    [{ username: 'u' }, undefined],
    [{}, undefined],
    [null, undefined],
    [{ auth: '' }, undefined],
    [{ auth: null, email: null }, undefined],
    [{ identitytoken: 't' }, undefined],
    [{ registrytoken: 't' }, undefined],
    [{ auth: 'dTpw', unknown: 5 }, undefined],
    [{ auth: 'dTo-Pz8_' }, BASE64],
    [{ auth: 'dTpw ' }, BASE64],
    [{ auth: 'dXA=' }, BASE64],
    [{ auth: 'u:p' }, BASE64],
    [{ AUTH: 'u:p' }, BASE64],
    [{ auth: 'u:p', username: 'u', password: 'p' }, BASE64],
    [5, OBJECT],
    ['dTpw', OBJECT],
    [[], OBJECT],
    ...['auth', 'username', 'password', 'identitytoken', 'registrytoken', 'email'].map(
      field => [{ [field]: 5 }, entry(`\`${field}\` must be a string`, field)] as const,
    ),
    [{ Password: ['p'] }, entry('`password` must be a string', 'password')],
  ];
  for (const [value, finding] of entries) {
    it(`${finding ? 'has' : 'does not have'} the entry ${JSON.stringify(value)}`, () => {
      expect(check({ auths: { 'ghcr.io': value } })).to.deep.equal(finding ? [finding] : []);
    });
  }

  const files: readonly (readonly [text: string, finding: object | undefined])[] = [
    ['{}', undefined],
    ['{"auths":null}', undefined],
    ['{"auths":{}}', undefined],
    ['{"Auths":{"ghcr.io":{"auth":"dTpw"}},"HttpHeaders":{"a":"b","c":null}}', undefined],
    ['{"auths":{},"HttpHeaders":null,"credsStore":5}', undefined],
    ['', whole('the docker config must be a JSON object')],
    ['{"auths":{}', whole('the docker config must be a JSON object')],
    ['null', whole('the docker config must be a JSON object')],
    ['[]', whole('the docker config must be a JSON object')],
    ['{"auths":[]}', whole('`auths` must be an object')],
    ['{"AUTHS":"x"}', whole('`auths` must be an object')],
    ['{"HttpHeaders":{"a":1}}', whole('`HttpHeaders` must be an object of strings')],
    ['{"httpheaders":[]}', whole('`HttpHeaders` must be an object of strings')],
  ];
  for (const [text, finding] of files) {
    it(`is ${finding ? '' : 'not '}${JSON.stringify(text)}`, () => {
      expect(checkDockerConfig(text, AT)).to.deep.equal(finding ? [finding] : []);
    });
  }

  it('tells every fault, by the places of the entries', () => {
    const auths = {
      'ghcr.io': { auth: 5, password: 5 },
      'https://quay.io': 'x',
      __proto__: null,
      localhost: {},
    };
    expect(
      check({ auths, HttpHeaders: 5 }).map(({ severity, at }) => [severity, at]),
    ).to.deep.equal([
      ['error', AT],
      ['error', `${AT}: auths entry 1: auth`],
      ['error', `${AT}: auths entry 1: password`],
      ['error', `${AT}: auths entry 2`],
      ['warning', `${AT}: auths entry 2`],
      ['warning', `${AT}: auths entry 3`],
    ]);
  });
});

describe('a docker config that the function writes', () => {
  it('has nothing to tell', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(registryText, login)), given => {
        const credentials = given.flatMap(([text, { username, password }]) => {
          const { value: registry } = parseRegistry(text, '');
          return registry ? [{ registry, username, password, at: '' }] : [];
        });
        const { value } = buildDockerConfig(credentials);
        expect(value ? checkDockerConfig(serializeDockerConfig(value), AT) : []).to.deep.equal([]);
      }),
    );
  });
});
