import { expect } from 'chai';
import fc from 'fast-check';
import { decodeAuth } from '../../src/registry/auth.ts';
import { buildDockerConfig } from '../../src/registry/docker-config.ts';
import { parseRegistry } from '../../src/registry/host.ts';
import { checkDockerConfig } from '../../src/registry/readers.ts';
import { codesOf, valueIn } from '../support/findings.ts';
import { credentials, login, registryText } from './arbitrary.ts';
import { kubeletKey, runnerKey } from './lookup.ts';

const LOGIN = { username: 'u', password: 'p' };
const keysFor = (registry: string) =>
  Object.keys(valueIn(buildDockerConfig(credentials([[registry, LOGIN]])))?.auths ?? {});
const check = (...keys: string[]) => {
  const auths = Object.fromEntries(keys.map(key => [key, LOGIN]));
  return codesOf(checkDockerConfig(JSON.stringify({ auths }), 'file'));
};

type Reader = 'kubelet' | 'runner';
type Row = readonly [
  key: string,
  image: string,
  found: readonly Reader[],
  written: readonly string[],
];

const HUB = ['index.docker.io'];
const BOTH = ['kubelet', 'runner'] as const;

/** Each key as a user may write it, who finds it for an image, and which keys are written for it. */
const ROWS: readonly Row[] = [
  ['index.docker.io', 'alpine', BOTH, HUB],
  ['docker.io', 'alpine', ['kubelet'], HUB],
  ['https://index.docker.io/v1/', 'alpine', ['kubelet'], HUB],
  ['https://index.docker.io', 'alpine', ['kubelet'], HUB],
  ['https://index.docker.io/v2/', 'alpine', ['kubelet'], HUB],
  ['https://index.docker.io/v1', 'alpine', [], HUB],
  ['registry-1.docker.io', 'alpine', [], HUB],
  ['registry.hub.docker.com', 'alpine', [], HUB],
  ['ghcr.io', 'ghcr.io/org/fn:v1', BOTH, ['ghcr.io']],
  ['host.example:5000', 'host.example:5000/fn', BOTH, ['host.example:5000']],
  ['foo.azurecr.io', 'foo.azurecr.io/fn', BOTH, ['foo.azurecr.io']],
  ['10.0.0.5:5000', '10.0.0.5:5000/fn', BOTH, ['10.0.0.5:5000']],
  ['localhost:5000', 'localhost:5000/fn', BOTH, ['localhost:5000']],
  ['registry:5000', 'registry:5000/fn', BOTH, ['registry:5000']],
  ['[::1]:5000', '[::1]:5000/fn', BOTH, ['[::1]:5000']],
  ['https://ghcr.io', 'ghcr.io/org/fn', ['kubelet'], ['ghcr.io']],
  ['http://ghcr.io', 'ghcr.io/org/fn', ['kubelet'], ['ghcr.io']],
  ['ghcr.io/', 'ghcr.io/org/fn', ['kubelet'], ['ghcr.io']],
  ['https://ghcr.io/v2/', 'ghcr.io/org/fn', ['kubelet'], ['ghcr.io']],
  ['user@ghcr.io', 'ghcr.io/org/fn', ['kubelet'], []],
  ['HTTPS://ghcr.io', 'ghcr.io/org/fn', [], ['ghcr.io']],
  ['GHCR.IO', 'ghcr.io/org/fn', [], ['ghcr.io']],
  [' ghcr.io', 'ghcr.io/org/fn', [], ['ghcr.io']],
  ['ghcr.io/org', 'ghcr.io/org/fn', ['kubelet'], ['ghcr.io', 'ghcr.io/org']],
  ['ghcr.io/org', 'ghcr.io/organisation/fn', ['kubelet'], ['ghcr.io', 'ghcr.io/org']],
  ['*.azurecr.io', 'foo.azurecr.io/fn', ['kubelet'], []],
  ['[::1]', '[::1]/fn', ['runner'], []],
  ['localhost', 'localhost/fn', ['kubelet'], []],
  ['docker.io/org', 'docker.io/org/fn', ['kubelet'], ['docker.io/org', ...HUB]],
  ['index.docker.io/org', 'docker.io/org/fn', [], ['docker.io/org', ...HUB]],
  ['ghcr.io', 'ghcr.io:443/org/fn', [], ['ghcr.io']],
  ['ghcr.io:443', 'ghcr.io/org/fn', [], ['ghcr.io:443']],
  ['registry', 'registry/fn', [], []],
];

describe('a key', () => {
  for (const [key, image, found] of ROWS) {
    it(`${JSON.stringify(key)} is found for ${image} by ${found.join(' and ') || 'none'}`, () => {
      expect(kubeletKey([key], image) === key).to.equal(found.includes('kubelet'));
      expect(runnerKey([key], image) === key).to.equal(found.includes('runner'));
    });
  }

  for (const [key, , , written] of ROWS) {
    it(`${JSON.stringify(key)} is ${written.length > 0 ? `written as ${written.join(' and ')}` : 'refused'}`, () => {
      expect(keysFor(key)).to.deep.equal(written);
    });

    it(`${JSON.stringify(key)} is ${written.includes(key) ? 'fine' : 'told'} in a docker config`, () => {
      const [refusal] = written.length > 0 ? [] : parseRegistry(key, '').findings;
      const line = `warning file: auths entry 1: ${refusal?.code ?? 'key-not-for-the-runner'}`;
      expect(check(key)).to.deep.equal(written.join() === key ? [] : [line]);
      if (written.length > 0) expect(check(key, ...written)).to.deep.equal([]);
    });
  }

  it('that is written gives both readers the login, whatever the registry was written like', () => {
    fc.assert(
      fc.property(registryText, login, (text, expected) => {
        const given = credentials([[text, expected]]);
        const auths = valueIn(buildDockerConfig(given))?.auths ?? {};
        for (const { registry } of given) {
          const image = `${registry.host}/${registry.path ?? 'org'}/fn:v1`;
          for (const lookUp of [kubeletKey, runnerKey]) {
            const entry = auths[lookUp(Object.keys(auths), image) ?? ''];
            expect(entry).to.include(expected);
            expect(entry && decodeAuth(entry.auth)).to.deep.equal(expected);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
