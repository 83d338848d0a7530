import { expect } from 'chai';
import { readConfigFile } from '../../src/registry/config-file.ts';

const ENTRY = { auth: 'dTpw' }; // u:p
const LOGIN = { username: 'u', password: 'p' };
const NORMALISED = 'the registry was normalised: ';

const read = (file: unknown) => readConfigFile(JSON.stringify(file), 'config.json');
const finding = (severity: string, message: string, at: string) => ({ severity, message, at });
const elsewhere = (helper: string) =>
  `the credentials are in ${helper}, not in the file: they must be given as \`username\` and \`password\``;

describe('a Docker config file', () => {
  it('gives the credentials of its auths, and nothing of the rest', () => {
    const file = {
      auths: { 'ghcr.io': ENTRY, 'host.example:5000': { ...LOGIN, email: 'u@example.com' } },
      HttpHeaders: { 'User-Agent': 'Docker-Client/19.03.12 (linux)' },
      psFormat: 'table {{.ID}}',
      currentContext: 'default',
      plugins: { debug: { hooks: 'exec' } },
      features: { hooks: 'true' },
      proxies: {},
      detachKeys: 'ctrl-e,e',
    };
    expect(read(file)).to.deep.equal({
      value: [
        { registry: { host: 'ghcr.io' }, ...LOGIN, at: 'config.json: auths entry 1' },
        { registry: { host: 'host.example:5000' }, ...LOGIN, at: 'config.json: auths entry 2' },
      ],
      findings: [],
    });
  });

  it('may be as podman writes it, with paths', () => {
    const { value, findings } = read({ auths: { 'docker.io': ENTRY, 'quay.io/org': ENTRY } });
    expect(value?.map(({ registry }) => registry)).to.deep.equal([
      { host: 'index.docker.io' },
      { host: 'quay.io', path: 'org' },
    ]);
    expect(findings).to.deep.equal([
      finding('info', `${NORMALISED}Docker Hub alias`, 'config.json: auths entry 1'),
    ]);
  });

  it("leaves out the tokens of docker's login in the browser", () => {
    const auths = {
      'https://index.docker.io/v1/': ENTRY,
      'https://index.docker.io/v1/access-token': ENTRY,
      'https://index.docker.io/v1/refresh-token': ENTRY,
    };
    const { value, findings } = read({ auths });
    const leftOut = "the entry was left out: it is a token for docker's own login, not for images";
    expect(value).to.deep.equal([
      { registry: { host: 'index.docker.io' }, ...LOGIN, at: 'config.json: auths entry 1' },
    ]);
    expect(findings).to.deep.equal([
      finding('info', leftOut, 'config.json: auths entry 2'),
      finding('info', leftOut, 'config.json: auths entry 3'),
      finding('info', `${NORMALISED}scheme, API path`, 'config.json: auths entry 1'),
    ]);
  });

  for (const text of ['', 'auths:\n  ghcr.io: {}', '{"auths":', '[]', 'null', '"ghcr.io"', '5']) {
    it(`must be a JSON object, and not ${JSON.stringify(text)}`, () => {
      expect(readConfigFile(text, '.dockerconfigjson')).to.deep.equal({
        findings: [
          finding('error', 'the Docker config file must be a JSON object', '.dockerconfigjson'),
        ],
      });
    });
  }

  const legacy = { 'ghcr.io': ENTRY };
  const alien = { auths: { 'https://index.docker.io/v1/access-token': ENTRY } };
  for (const file of [
    {},
    legacy,
    alien,
    { auths: {} },
    { auths: null },
    { auths: [] },
    { auths: 'x' },
    { credsStore: '' },
  ]) {
    it(`must have entries, unlike ${JSON.stringify(file)}`, () => {
      const message = '`auths` must be an object with an entry for each registry';
      expect(read(file)).to.deep.equal({ findings: [finding('error', message, 'config.json')] });
    });
  }

  for (const entry of [{}, null, 'dTpw', 5, [], { email: 'u@example.com' }]) {
    it(`must not have an entry like ${JSON.stringify(entry)}`, () => {
      const message = 'the entry must have `auth`, or `username` and `password`';
      expect(read({ auths: { 'ghcr.io': ENTRY, 'quay.io': entry } })).to.deep.equal({
        findings: [finding('error', message, 'config.json: auths entry 2')],
      });
    });
  }

  it('tells the errors of all entries at once, by their places', () => {
    const auths = {
      '*.azurecr.io': ENTRY,
      'ghcr.io': { auth: 'u:p' },
      'quay.io': { Auth: 'dTpw' },
      'gcr.io': { auth: 'dTpw', dckr_pat_1234: '' },
      'host.example': { identitytoken: 't' },
    };
    expect(read({ auths }).findings).to.deep.equal([
      finding(
        'error',
        'the registry must be one concrete host: give every host that the wildcard stands for',
        'config.json: auths entry 1',
      ),
      finding(
        'error',
        '`auth` must be the standard base64 of `username:password` in UTF-8',
        'config.json: auths entry 2: auth',
      ),
      finding('error', 'the name of this field must be `auth`', 'config.json: auths entry 3: Auth'),
      finding('error', 'field 2 is not known and must be removed', 'config.json: auths entry 4'),
      finding(
        'error',
        '`identitytoken` must be replaced by `username` and `password`: the kubelet cannot use it',
        'config.json: auths entry 5: identitytoken',
      ),
    ]);
  });
});

describe('a Docker config file with a credential helper', () => {
  const KNOWN = [
    'desktop',
    'desktop.exe',
    'osxkeychain',
    'wincred',
    'wincred.exe',
    'secretservice',
    'pass',
    'ecr-login',
    'gcloud',
    'gcr',
    'acr-env',
    'acr-linux',
  ];
  for (const name of KNOWN) {
    it(`says that the credentials are in ${name}`, () => {
      const error = finding('error', elsewhere(`the credential helper \`${name}\``), 'config.json');
      expect(read({ credsStore: name })).to.deep.equal({ findings: [error] });
      expect(read({ auths: {}, credHelpers: { 'gcr.io': name } })).to.deep.equal({
        findings: [error],
      });
    });
  }

  it('does not name one that it does not know', () => {
    for (const credsStore of ['dckr_pat_1234', 5, ['desktop'], { desktop: 1 }]) {
      expect(read({ credsStore }).findings).to.deep.equal([
        finding('error', elsewhere('a credential helper'), 'config.json'),
      ]);
    }
  });

  it('says so of each entry that is empty: its own helper, or the one for all', () => {
    const file = {
      auths: { 'ghcr.io': {}, 'gcr.io': {}, 'https://index.docker.io/v1/': ENTRY },
      credsStore: 'desktop',
      credHelpers: { 'gcr.io': 'gcloud' },
    };
    expect(read(file).findings).to.deep.equal([
      finding('error', elsewhere('the credential helper `desktop`'), 'config.json: auths entry 1'),
      finding('error', elsewhere('the credential helper `gcloud`'), 'config.json: auths entry 2'),
      finding('info', `${NORMALISED}scheme, API path`, 'config.json: auths entry 3'),
    ]);
  });

  it('is no matter where every entry has its credentials', () => {
    const file = {
      auths: { 'ghcr.io': ENTRY },
      credsStore: 'desktop',
      credHelpers: { 'gcr.io': 'gcloud' },
    };
    expect(read(file).findings).to.deep.equal([]);
  });
});

describe('names from the prototype', () => {
  const AT = 'config.json: auths entry 1';
  const cases: readonly (readonly [text: string, message: string, at: string])[] = [
    [
      '{"__proto__":{"auths":{"ghcr.io":{"auth":"dTpw"}}}}',
      '`auths` must be an object with an entry for each registry',
      'config.json',
    ],
    [
      '{"auths":{"__proto__":{"auth":"dTpw"}}}',
      'the host of the registry must consist of letters, digits and inner hyphens, between single dots',
      AT,
    ],
    [
      '{"auths":{"constructor":{"auth":"dTpw"}}}',
      'the registry must have a dot or a port, as in `localhost:5000`: without one it is a name on Docker Hub',
      AT,
    ],
    [
      '{"auths":{"ghcr.io":{"__proto__":{"auth":"dTpw"}}}}',
      'field 1 is not known and must be removed',
      AT,
    ],
    [
      '{"auths":{"toString.io":{}},"credHelpers":{"__proto__":"gcr"}}',
      'the entry must have `auth`, or `username` and `password`',
      AT,
    ],
  ];
  for (const [text, message, at] of cases) {
    it(`are names like others in ${text}`, () => {
      expect(readConfigFile(text, 'config.json').findings).to.deep.equal([
        finding('error', message, at),
      ]);
      expect(Object.keys(Object.prototype)).to.deep.equal([]);
    });
  }
});
