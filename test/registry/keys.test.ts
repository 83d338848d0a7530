// Keys of `auths` as users write them: which of them the function writes, and who finds them.
import { expect } from 'chai';
import { buildDockerConfig } from '../../src/registry/docker-config.ts';
import { parseRegistry } from '../../src/registry/host.ts';
import { checkDockerConfig } from '../../src/registry/readers.ts';
import { codesOf, valueIn } from '../support/findings.ts';
import { hasProgram, needs } from '../support/needs.ts';
import { credentials } from './arbitrary.ts';
import { judge, READERS, type ReaderName } from './judge.ts';

const LOGIN = { username: 'u', password: 'p' };
const configOf = (keys: readonly string[]) =>
  JSON.stringify({ auths: Object.fromEntries(keys.map(key => [key, LOGIN])) });
const keysFor = (registry: string) =>
  Object.keys(valueIn(buildDockerConfig(credentials([[registry, LOGIN]])))?.auths ?? {});
const check = (...keys: string[]) =>
  codesOf(checkDockerConfig(configOf(keys), 'file', new Date('2026-01-01')));

type Row = readonly [
  key: string,
  image: string,
  found: readonly ReaderName[],
  written: readonly string[],
];

const HUB = ['https://index.docker.io/v1/', 'index.docker.io'];
const BOTH = ['runner', 'kubelet'] as const;
const DOCKERS = ['kubelet', 'keychain'] as const;

/** Each key as a user may write it, who finds it for an image, and which keys are written for it. */
const ROWS: readonly Row[] = [
  ['index.docker.io', 'alpine', BOTH, HUB],
  ['docker.io', 'alpine', ['kubelet'], HUB],
  ['https://index.docker.io/v1/', 'alpine', DOCKERS, HUB],
  ['https://index.docker.io', 'alpine', ['kubelet'], HUB],
  ['https://index.docker.io/v2/', 'alpine', ['kubelet'], HUB],
  ['https://index.docker.io/v1', 'alpine', [], HUB],
  ['registry-1.docker.io', 'alpine', [], HUB],
  ['registry.hub.docker.com', 'alpine', [], HUB],
  ['ghcr.io', 'ghcr.io/org/fn:v1', READERS, ['ghcr.io']],
  ['host.example:5000', 'host.example:5000/fn', READERS, ['host.example:5000']],
  ['foo.azurecr.io', 'foo.azurecr.io/fn', READERS, ['foo.azurecr.io']],
  ['10.0.0.5:5000', '10.0.0.5:5000/fn', READERS, ['10.0.0.5:5000']],
  ['localhost:5000', 'localhost:5000/fn', READERS, ['localhost:5000']],
  ['registry:5000', 'registry:5000/fn', READERS, ['registry:5000']],
  ['[::1]:5000', '[::1]:5000/fn', READERS, ['[::1]:5000']],
  ['https://ghcr.io', 'ghcr.io/org/fn', DOCKERS, ['ghcr.io']],
  ['http://ghcr.io', 'ghcr.io/org/fn', DOCKERS, ['ghcr.io']],
  ['ghcr.io/', 'ghcr.io/org/fn', DOCKERS, ['ghcr.io']],
  ['https://ghcr.io/v2/', 'ghcr.io/org/fn', DOCKERS, ['ghcr.io']],
  ['user@ghcr.io', 'ghcr.io/org/fn', ['kubelet'], []],
  ['HTTPS://ghcr.io', 'ghcr.io/org/fn', ['keychain'], ['ghcr.io']],
  ['GHCR.IO', 'ghcr.io/org/fn', [], ['ghcr.io']],
  [' ghcr.io', 'ghcr.io/org/fn', [], ['ghcr.io']],
  ['ghcr.io/org', 'ghcr.io/org/fn', DOCKERS, ['ghcr.io', 'ghcr.io/org']],
  ['ghcr.io/org', 'ghcr.io/organisation/fn', DOCKERS, ['ghcr.io', 'ghcr.io/org']],
  ['*.azurecr.io', 'foo.azurecr.io/fn', ['kubelet'], []],
  ['[::1]', '[::1]/fn', ['runner', 'keychain'], []],
  ['localhost', 'localhost/fn', ['kubelet'], []],
  ['docker.io/org', 'docker.io/org/fn', ['kubelet'], ['docker.io/org', ...HUB]],
  ['index.docker.io/org', 'docker.io/org/fn', [], ['docker.io/org', ...HUB]],
  ['ghcr.io', 'ghcr.io:443/org/fn', [], ['ghcr.io']],
  ['ghcr.io:443', 'ghcr.io/org/fn', [], ['ghcr.io:443']],
  ['registry', 'registry/fn', [], []],
  ['ftp://ghcr.io', 'ghcr.io/org/fn', ['keychain'], []],
];

describe('a key', () => {
  for (const [key, , found, written] of ROWS) {
    it(`${JSON.stringify(key)} is ${written.length > 0 ? `written as ${written.join(' and ')}` : 'refused'}`, () => {
      expect(keysFor(key)).to.deep.equal(written);
    });

    it(`${JSON.stringify(key)} is ${written.includes(key) ? 'fine' : 'reported'} in a docker config`, () => {
      const registry = parseRegistry(key, '');
      const unfound = found.includes('kubelet') ? 'key-not-for-the-runner' : 'key-never-found';
      const code = registry.ok ? unfound : registry.findings[0].code;
      const isBare = registry.ok && registry.value.host === key;
      expect(check(key)).to.deep.equal(isBare ? [] : [`warning file: auths entry 1: ${code}`]);
      if (written.length > 0) expect(check(key, ...written)).to.deep.equal([]);
    });
  }
});

describe('a key, to the real readers,', () => {
  needs('go, which builds hack/readers', hasProgram('go', 'version'));
  const ask = judge();

  it('is found by those of the table', () => {
    const answers = ask(ROWS.map(([key, image]) => ({ config: configOf([key]), images: [image] })));
    const found = answers.map(answer => READERS.filter(reader => answer[reader]?.[0]?.length));
    expect(ROWS.map(([key, image], index) => [key, image, found[index]])).to.deep.equal(
      ROWS.map(([key, image, readers]) => [key, image, READERS.filter(r => readers.includes(r))]),
    );
  });
});
