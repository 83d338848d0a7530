import { expect } from 'chai';
import fc from 'fast-check';
import { done } from '../../src/findings/step.ts';
import { authsKeys, parseRegistry } from '../../src/registry/host.ts';
import { valueIn, wordsOf } from '../support/findings.ts';
import { registryText } from './arbitrary.ts';

describe('a registry', () => {
  const keys = [
    'ghcr.io',
    'index.docker.io',
    'host.example:5000',
    'foo.azurecr.io',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    'xn--bcher-kva.example',
    '10.0.0.5',
    '10.0.0.5:5000',
    'localhost:5000',
    'registry:5000',
    'ghcr.io:443',
    'ghcr.io:80',
    'docker.io:443',
    'host.example:05000',
    '[::1]:5000',
    '[fd00:1234::2]:5000',
  ];
  for (const key of keys) {
    it(`is a key already: ${key}`, () => {
      expect(parseRegistry(key, 'at')).to.deep.equal(done({ host: key }));
    });
  }

  it("is a key of Docker Hub already, where it is the one of Docker's own clients", () => {
    const hub = { host: 'index.docker.io' };
    expect(parseRegistry('https://index.docker.io/v1/', 'at')).to.deep.equal(done(hub));
    expect(authsKeys(hub)).to.deep.equal(['index.docker.io', 'https://index.docker.io/v1/']);
  });

  it('may have a path', () => {
    const value = { host: 'ghcr.io', path: 'org/team_a/x-y.z' };
    expect(parseRegistry('ghcr.io/org/team_a/x-y.z', 'at')).to.deep.equal(done(value));
  });

  it('is Docker Hub for the kubelet by another name where it has a path', () => {
    const value = { host: 'index.docker.io', path: 'org' };
    expect(parseRegistry('docker.io/org', 'at')).to.deep.equal(done(value));
    expect(authsKeys(value)).to.deep.equal(['docker.io/org']);
  });

  const normalised: readonly (readonly [text: string, key: string, changes: string])[] = [
    ['https://ghcr.io', 'ghcr.io', 'scheme'],
    ['http://ghcr.io', 'ghcr.io', 'scheme'],
    ['HTTPS://ghcr.io', 'ghcr.io', 'letter case, scheme'],
    ['GHCR.IO', 'ghcr.io', 'letter case'],
    ['ghcr.io/MyOrg', 'ghcr.io/myorg', 'letter case'],
    ['[FD00::1]:5000', '[fd00::1]:5000', 'letter case'],
    [' ghcr.io', 'ghcr.io', 'surrounding blanks'],
    ['ghcr.io\n', 'ghcr.io', 'surrounding blanks'],
    ['ghcr.io/', 'ghcr.io', 'trailing slash'],
    ['ghcr.io/org//', 'ghcr.io/org', 'trailing slash'],
    ['ghcr.io/v1', 'ghcr.io', 'API path'],
    ['ghcr.io/v2/', 'ghcr.io', 'API path'],
    ['registry:5000/v2/', 'registry:5000', 'API path'],
    ['ghcr.io/v2/org', 'ghcr.io/org', 'API path'],
    ['ghcr.io/v2/org/', 'ghcr.io/org', 'API path, trailing slash'],
    ['ghcr.io/v1/v2/org', 'ghcr.io/org', 'API path'],
    ['https://ghcr.io/v2/', 'ghcr.io', 'scheme, API path'],
    ['docker.io', 'index.docker.io', 'Docker Hub alias'],
    ['registry-1.docker.io', 'index.docker.io', 'Docker Hub alias'],
    ['registry.hub.docker.com', 'index.docker.io', 'Docker Hub alias'],
    ['https://hub.docker.com/', 'index.docker.io', 'scheme, trailing slash, Docker Hub alias'],
    ['docker.com', 'index.docker.io', 'Docker Hub alias'],
    ['https://index.docker.io', 'index.docker.io', 'scheme'],
    ['https://index.docker.io/v1', 'index.docker.io', 'scheme, API path'],
    ['https://index.docker.io/v2/', 'index.docker.io', 'scheme, API path'],
    ['docker.io/v1/', 'index.docker.io', 'API path, Docker Hub alias'],
    ['index.docker.io/org', 'docker.io/org', 'Docker Hub alias'],
    ['registry-1.docker.io/org', 'docker.io/org', 'Docker Hub alias'],
    [
      ' HTTPS://Ghcr.io/v2/Org/ ',
      'ghcr.io/org',
      'surrounding blanks, letter case, scheme, API path, trailing slash',
    ],
  ];
  for (const [text, key, changes] of normalised) {
    it(`is normalised: ${JSON.stringify(text)} to ${key}`, () => {
      const parsed = parseRegistry(text, 'at');
      expect(parsed.ok && authsKeys(parsed.value)[0]).to.equal(key);
      expect(wordsOf(parsed.findings)).to.deep.equal([
        `info at: the registry was normalised: ${changes}`,
      ]);
    });
  }

  it('is normalised once and for all', () => {
    fc.assert(
      fc.property(registryText, text => {
        const value = valueIn(parseRegistry(text, 'at'));
        if (value === undefined) return;
        for (const key of authsKeys(value)) {
          expect(parseRegistry(key, 'at')).to.deep.equal(done(value));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('is parsed in no time, however long', () => {
    for (const part of ['/', '\n', 'a.', 'a-', '/v1', '[', ':', 'A', '_']) {
      const text = `${part.repeat(300_000)}!`;
      expect(parseRegistry(text, 'at').ok).to.equal(false);
      expect(parseRegistry(`ghcr.io/${text}`, 'at').ok).to.equal(false);
    }
  }).timeout(5000);
});
