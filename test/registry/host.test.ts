import { expect } from 'chai';
import fc from 'fast-check';
import { authsKey, parseRegistry } from '../../src/registry/host.ts';
import { registryText } from './arbitrary.ts';

const AT = 'registries[0].registry';

describe('a registry that is a key already', () => {
  for (const text of [
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
  ]) {
    it(`keeps ${text}`, () => {
      expect(parseRegistry(text, AT)).to.deep.equal({ value: { host: text }, findings: [] });
    });
  }

  it('keeps the path behind a host', () => {
    const value = { host: 'ghcr.io', path: 'org/team_a/x-y.z' };
    expect(parseRegistry('ghcr.io/org/team_a/x-y.z', AT)).to.deep.equal({ value, findings: [] });
  });
});

describe('a registry that is normalised', () => {
  const cases: readonly (readonly [text: string, key: string, told: string])[] = [
    ['https://ghcr.io', 'ghcr.io', 'scheme'],
    ['http://ghcr.io', 'ghcr.io', 'scheme'],
    ['oci://ghcr.io/org', 'ghcr.io/org', 'scheme'],
    ['HTTPS://ghcr.io', 'ghcr.io', 'letter case, scheme'],
    ['GHCR.IO', 'ghcr.io', 'letter case'],
    ['ghcr.io/MyOrg', 'ghcr.io/myorg', 'letter case'],
    [' ghcr.io', 'ghcr.io', 'surrounding blanks'],
    ['ghcr.io\n', 'ghcr.io', 'surrounding blanks'],
    ['ghcr.io/', 'ghcr.io', 'trailing slash'],
    ['ghcr.io/org//', 'ghcr.io/org', 'trailing slash'],
    ['ghcr.io/v1', 'ghcr.io', 'API path'],
    ['ghcr.io/v2/', 'ghcr.io', 'API path'],
    ['https://ghcr.io/v2/', 'ghcr.io', 'scheme, API path'],
    ['ghcr.io/v2/org', 'ghcr.io/org', 'API path'],
    ['ghcr.io/v2/org/', 'ghcr.io/org', 'API path, trailing slash'],
    ['ghcr.io/v1/v2/org', 'ghcr.io/org', 'API path'],
    ['registry:5000/v2/', 'registry:5000', 'API path'],
    ['[FD00::1]:5000', '[fd00::1]:5000', 'letter case'],
    ['docker.io', 'index.docker.io', 'Docker Hub alias'],
    ['registry-1.docker.io', 'index.docker.io', 'Docker Hub alias'],
    ['registry.hub.docker.com', 'index.docker.io', 'Docker Hub alias'],
    ['https://index.docker.io', 'index.docker.io', 'scheme'],
    ['https://index.docker.io/v1', 'index.docker.io', 'scheme, API path'],
    ['https://index.docker.io/v1/', 'index.docker.io', 'scheme, API path'],
    ['https://index.docker.io/v2/', 'index.docker.io', 'scheme, API path'],
    ['https://registry-1.docker.io/v2/', 'index.docker.io', 'scheme, API path, Docker Hub alias'],
    ['index.docker.io/org', 'docker.io/org', 'Docker Hub alias'],
    ['registry-1.docker.io/org', 'docker.io/org', 'Docker Hub alias'],
    [
      ' HTTPS://Docker.IO/v1/ ',
      'index.docker.io',
      'surrounding blanks, letter case, scheme, API path, Docker Hub alias',
    ],
  ];
  for (const [text, key, told] of cases) {
    it(`makes ${key} of ${JSON.stringify(text)}`, () => {
      const { value, findings } = parseRegistry(text, AT);
      expect(value && authsKey(value)).to.equal(key);
      expect(findings).to.deep.equal([
        { severity: 'info', message: `the registry was normalised: ${told}`, at: AT },
      ]);
    });
  }

  it('looks up a path of Docker Hub behind the name that images have', () => {
    const { value, findings } = parseRegistry('docker.io/org', AT);
    expect(value).to.deep.equal({ host: 'index.docker.io', path: 'org' });
    expect(value && authsKey(value)).to.equal('docker.io/org');
    expect(findings).to.deep.equal([]);
  });
});

describe('a registry that is refused', () => {
  const GIVEN = 'the registry must be given, as in `ghcr.io`';
  const HOST = 'the registry must begin with a host, as in `ghcr.io`';
  const BLANKS = 'the registry must not contain blanks';
  const ASCII = 'the registry must be ASCII: write an international host name in punycode';
  const USER =
    'the registry must not contain `@`: neither a user nor an image digest belongs to it';
  const CONCRETE =
    'the registry must be one concrete host: give every host that the wildcard stands for';
  const IPV6 = 'an IPv6 address must stand in brackets, with a port behind it, as in `[::1]:5000`';
  const PORT = 'the port of the registry must be a number from 1 to 65535';
  const DOT = 'the host of the registry must not end with a dot';
  const NAME =
    'the host of the registry must consist of letters, digits and inner hyphens, between single dots';
  const BARE =
    'the registry must have a dot or a port, as in `localhost:5000`: without one it is a name on Docker Hub';
  const PATH =
    'the path of the registry must be the beginning of an image name, without tag, as in `ghcr.io/org`';

  const cases: readonly (readonly [text: string, message: string])[] = [
    ['', GIVEN],
    [' \n', GIVEN],
    ['https://', GIVEN],
    ['https:///org', HOST],
    ['/ghcr.io', HOST],
    [':5000', HOST],
    ['ghcr .io', BLANKS],
    ['https:// ghcr.io', BLANKS],
    ['ghcr.io\tghcr.io', BLANKS],
    ['ghcr.io/my org', BLANKS],
    ['bücher.example', ASCII],
    ['\u212aubernetes.example', ASCII], // lower-cased by Unicode, the Kelvin sign is an ASCII k
    ['ghcr.io\0', ASCII],
    ['user@ghcr.io', USER],
    ['https://user:password@ghcr.io/v2/', USER],
    ['ghcr.io/org/fn@sha256:00', USER],
    ['ghcr.io?x=y', 'the registry must not have a query (`?`)'],
    ['ghcr.io/#x', 'the registry must not have a fragment (`#`)'],
    ['*.azurecr.io', CONCRETE],
    ['ghcr.io/*', CONCRETE],
    ['[ab].example.com', CONCRETE],
    ['r[0-9].example.com:5000', CONCRETE],
    ['[::1]', IPV6],
    ['https://[::1]/v2/', IPV6],
    ['::1', IPV6],
    ['fd00::1:5000', IPV6],
    ['host.example:', PORT],
    ['host.example:0', PORT],
    ['host.example:65536', PORT],
    ['host.example:123456', PORT],
    ['host.example:-1', PORT],
    ['host.example:https', PORT],
    ['[::1]:', PORT],
    ['https://https://ghcr.io', PORT],
    ['ghcr.io.', DOT],
    ['ghcr.io.:443', DOT],
    ['ghcr..io', NAME],
    ['.ghcr.io', NAME],
    ['-ghcr.io', NAME],
    ['ghcr-.io', NAME],
    ['my_registry:5000', NAME],
    ['ghcr.io%2forg', NAME],
    ['__proto__', NAME],
    ['[:::]:5000', NAME],
    ['registry', BARE],
    ['localhost', BARE],
    ['localhost/org', BARE],
    ['https://registry/v2/', BARE],
    ['constructor', BARE],
    ['ghcr.io//org', PATH],
    ['ghcr.io/../org', PATH],
    ['ghcr.io/org/fn:v1', PATH],
    ['ghcr.io/org-', PATH],
  ];
  for (const [text, message] of cases) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(parseRegistry(text, AT)).to.deep.equal({
        findings: [{ severity: 'error', message, at: AT }],
      });
    });
  }

  it('takes no time over what is long', () => {
    for (const text of ['/', '\n', 'a.', 'a-', '/v1', '[', ':', 'A'].map(x => x.repeat(300_000))) {
      parseRegistry(`ghcr.io/${text}!`, AT);
      parseRegistry(`${text}!`, AT);
    }
  }).timeout(5000);
});

describe('normalisation', () => {
  it('does nothing the second time', () => {
    fc.assert(
      fc.property(registryText, text => {
        const { value } = parseRegistry(text, AT);
        if (value === undefined) return;
        expect(parseRegistry(authsKey(value), AT)).to.deep.equal({ value, findings: [] });
      }),
      { numRuns: 5000 },
    );
  });
});
