import { expect } from 'chai';
import { readConfigFile } from '../../src/registry/config-file.ts';
import { told } from './told.ts';

const ENTRY = { auth: 'dTpw' };
const LOGIN = { username: 'u', password: 'p' };

const readText = (text: string) => {
  const { value, findings } = readConfigFile(text, 'config.json');
  const registries = value?.map(({ registry: { host, path }, at }) => [path ?? host, at]);
  return { registries, told: told(findings) };
};
const read = (file: unknown) => readText(JSON.stringify(file));
const refused = (...lines: string[]) => ({ registries: undefined, told: lines });

describe('a Docker config file', () => {
  it('gives the credentials of its auths, and nothing of the rest', () => {
    const file = {
      auths: { 'ghcr.io': ENTRY, 'host.example:5000': { ...LOGIN, email: 'u@example.com' } },
      HttpHeaders: { 'User-Agent': 'Docker-Client/19.03.12 (linux)' },
      psFormat: 'table {{.ID}}',
      currentContext: 'default',
      plugins: { debug: { hooks: 'exec' } },
      detachKeys: 'ctrl-e,e',
    };
    expect(readConfigFile(JSON.stringify(file), 'config.json')).to.deep.equal({
      value: [
        { registry: { host: 'ghcr.io' }, ...LOGIN, at: 'config.json: auths entry 1' },
        { registry: { host: 'host.example:5000' }, ...LOGIN, at: 'config.json: auths entry 2' },
      ],
      findings: [],
    });
  });

  it('may begin with the mark that editors on Windows write', () => {
    const { registries } = readText(`\uFEFF${JSON.stringify({ auths: { 'ghcr.io': ENTRY } })}`);
    expect(registries).to.deep.equal([['ghcr.io', 'config.json: auths entry 1']]);
  });

  it('may be as podman writes it', () => {
    expect(read({ auths: { 'docker.io': ENTRY, 'quay.io/org': ENTRY } })).to.deep.equal({
      registries: [
        ['index.docker.io', 'config.json: auths entry 1'],
        ['org', 'config.json: auths entry 2'],
      ],
      told: ['info config.json: auths entry 1: the registry was normalised: Docker Hub alias'],
    });
  });

  it("may have the tokens of docker's login in the browser, which are left out", () => {
    const auths = {
      'https://index.docker.io/v1/access-token': ENTRY,
      'https://index.docker.io/v1/': ENTRY,
      'https://index.docker.io/v1/refresh-token': {},
    };
    const leftOut = "the entry was left out: it is a token for docker's own login, not for images";
    expect(read({ auths })).to.deep.equal({
      registries: [['index.docker.io', 'config.json: auths entry 2']],
      told: [
        `info config.json: auths entry 1: ${leftOut}`,
        `info config.json: auths entry 3: ${leftOut}`,
        'info config.json: auths entry 2: the registry was normalised: scheme, API path',
      ],
    });
  });

  for (const text of ['', 'auths:\n  ghcr.io: {}', '{"auths":', '[]', 'null', '"ghcr.io"', '5']) {
    it(`must be a JSON object, and not ${JSON.stringify(text)}`, () => {
      expect(readText(text)).to.deep.equal(
        refused('error config.json: the Docker config file must be a JSON object'),
      );
    });
  }

  const legacy = { 'ghcr.io': ENTRY };
  const alien = { auths: { 'https://index.docker.io/v1/access-token': ENTRY } };
  const none = [{}, { auths: {} }, { auths: null }, { auths: [] }, { auths: 'x' }];
  for (const file of [...none, { credsStore: '' }, legacy, alien]) {
    it(`must have entries, unlike ${JSON.stringify(file)}`, () => {
      expect(read(file)).to.deep.equal(
        refused('error config.json: `auths` must be an object with an entry for each registry'),
      );
    });
  }

  for (const entry of [{}, null, 'dTpw', 5, [], { email: 'u@example.com' }]) {
    it(`must not have an entry without credentials, like ${JSON.stringify(entry)}`, () => {
      expect(read({ auths: { 'ghcr.io': ENTRY, 'quay.io': entry } })).to.deep.equal(
        refused(
          'error config.json: auths entry 2: the entry must have `auth`, or `username` and `password`',
        ),
      );
    });
  }

  it('tells the errors of all entries at once, by their places', () => {
    const auths = {
      'ghcr.io.': ENTRY,
      'ghcr.io': { auth: 'u:p' },
      'quay.io': { Auth: 'dTpw' },
      'gcr.io': { auth: 'dTpw', dckr_pat_1234: '' },
    };
    expect(read({ auths })).to.deep.equal(
      refused(
        'error config.json: auths entry 1: the host of the registry must not end with a dot',
        'error config.json: auths entry 2: auth: `auth` must be the standard base64 of `username:password` in UTF-8',
        'error config.json: auths entry 3: Auth: the name of this field must be `auth`',
        'error config.json: auths entry 4: field 2 is not known and must be removed',
      ),
    );
  });
});
