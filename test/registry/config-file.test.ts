import { expect } from 'chai';
import { done } from '../../src/findings/step.ts';
import { readConfigFile } from '../../src/registry/config-file.ts';
import { codesOf, valueIn } from '../support/findings.ts';

const ENTRY = { auth: 'dTpw' };
const LOGIN = { username: 'u', password: 'p' };

const readText = (text: string) => {
  const read = readConfigFile(text, 'config.json');
  const registries = valueIn(read)?.map(({ registry: { host, path }, at }) => [path ?? host, at]);
  return { registries, codes: codesOf(read.findings) };
};
const read = (file: unknown) => readText(JSON.stringify(file));
const refused = (...lines: string[]) => ({ registries: undefined, codes: lines });

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
    expect(readConfigFile(JSON.stringify(file), 'config.json')).to.deep.equal(
      done([
        { registry: { host: 'ghcr.io' }, ...LOGIN, at: 'config.json: auths entry 1' },
        { registry: { host: 'host.example:5000' }, ...LOGIN, at: 'config.json: auths entry 2' },
      ]),
    );
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
      codes: ['info config.json: auths entry 1: registry-normalised'],
    });
  });

  it("may have the tokens of docker's login in the browser, which are left out", () => {
    const auths = {
      'https://index.docker.io/v1/access-token': ENTRY,
      'https://index.docker.io/v1/': ENTRY,
      'https://index.docker.io/v1/refresh-token': {},
    };
    expect(read({ auths })).to.deep.equal({
      registries: [['index.docker.io', 'config.json: auths entry 2']],
      codes: [
        'info config.json: auths entry 1: docker-token-left-out',
        'info config.json: auths entry 3: docker-token-left-out',
        'info config.json: auths entry 2: registry-normalised',
      ],
    });
  });

  for (const text of ['', 'auths:\n  ghcr.io: {}', '{"auths":', '[]', 'null', '"ghcr.io"', '5']) {
    it(`must be a JSON object, and not ${JSON.stringify(text)}`, () => {
      expect(readText(text)).to.deep.equal(refused('error config.json: config-file-json'));
    });
  }

  const legacy = { 'ghcr.io': ENTRY };
  const alien = { auths: { 'https://index.docker.io/v1/access-token': ENTRY } };
  const none = [{}, { auths: {} }, { auths: null }, { auths: [] }, { auths: 'x' }];
  for (const file of [...none, { credsStore: '' }, legacy, alien]) {
    it(`must have entries, unlike ${JSON.stringify(file)}`, () => {
      expect(read(file)).to.deep.equal(refused('error config.json: config-file-no-entries'));
    });
  }

  for (const entry of [{}, null, 'dTpw', 5, [], { email: 'u@example.com' }]) {
    it(`must not have an entry without credentials, like ${JSON.stringify(entry)}`, () => {
      expect(read({ auths: { 'ghcr.io': ENTRY, 'quay.io': entry } })).to.deep.equal(
        refused('error config.json: auths entry 2: entry-empty'),
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
        'error config.json: auths entry 1: registry-trailing-dot',
        'error config.json: auths entry 2: auth: auth-not-base64',
        'error config.json: auths entry 3: Auth: field-misspelt',
        'error config.json: auths entry 4: field-unknown',
      ),
    );
  });
});
