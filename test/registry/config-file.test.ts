import { expect } from 'chai';
import { done } from '../../src/findings/step.ts';
import { readConfigFile } from '../../src/registry/config-file.ts';
import { codesOf, valueIn, wordsOf } from '../support/findings.ts';

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

  it('must not have a name twice, of which JSON.parse drops one', () => {
    const entry = '"ghcr.io":{"auth":"dTpw"}';
    const code = 'error config.json: json-name-repeated';
    expect(readText(`{"auths":{${entry}},"auths":{${entry}}}`)).to.deep.equal(refused(code));
    expect(readText(`{"auths":{${entry},${entry}}}`)).to.deep.equal(refused(code));
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
        'info config.json: auths entry 1: docker-token',
        'info config.json: auths entry 3: docker-token',
      ],
    });
  });

  for (const text of ['', ' \n', '[]', 'null', '"ghcr.io"', '5']) {
    it(`must be an object, and not ${JSON.stringify(text)}`, () => {
      expect(readText(text)).to.deep.equal(refused('error config.json: json-not-an-object'));
    });
  }

  for (const text of ['auths:\n  ghcr.io: {}', '{"auths":', "{'auths': {}}", '{"auths": {},}']) {
    it(`must be JSON, and not ${JSON.stringify(text)}`, () => {
      expect(readText(text)).to.deep.equal(refused('error config.json: json-invalid'));
    });
  }

  it('names the line and column where it stops being JSON, and nothing of its text', () => {
    const text =
      '{\n  "auths": {\n    "ghcr.io": { "auth": "c2VjcmV0OnNlY3JldA==" }\n    "quay.io": {}\n';
    expect(wordsOf(readConfigFile(text, 'config.json').findings)).to.deep.equal([
      'error config.json: the docker config is not valid JSON from line 4, column 5 on. Correct it there',
    ]);
  });

  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const json = JSON.stringify({ auths: { 'ghcr.io': ENTRY } });
  const pasted: Record<string, string> = {
    'as the value of a Secret': base64(json),
    'without padding': base64(json).replace(/=+$/, ''),
    'in lines': `  ${base64(json).replace(/.{20}/g, '$&\n')}\n`,
    'of indented JSON': base64(`\n${JSON.stringify(JSON.parse(json), undefined, 2)}`),
    'of a file with the mark of Windows': base64(`\uFEFF${json}`),
  };
  for (const [what, text] of Object.entries(pasted)) {
    it(`may be base64 ${what}`, () => {
      expect(readText(text)).to.deep.equal({
        registries: [['ghcr.io', 'config.json: auths entry 1']],
        codes: ['info config.json: config-file-base64'],
      });
    });
  }

  it('is judged by what the base64 holds', () => {
    expect(readText(base64('{"auths":'))).to.deep.equal(
      refused('info config.json: config-file-base64', 'error config.json: json-invalid'),
    );
    expect(readText(base64('user:password'))).to.deep.equal(
      refused('error config.json: json-invalid'),
    );
  });

  const DOCKERS = { auths: { 'https://index.docker.io/v1/access-token': ENTRY } };
  const EMPTY = { auths: { 'ghcr.io': {}, 'quay.io': null } };
  const none = [{}, { auths: {} }, { auths: null }, { auths: [] }, { auths: 'x' }, EMPTY, DOCKERS];
  for (const file of [...none, { credsStore: '' }]) {
    it(`must have a login, unlike ${JSON.stringify(file)}`, () => {
      expect(read(file)).to.deep.equal(refused('error config.json: no-login'));
    });
  }

  it('must have its entries under auths, unlike an old .dockercfg', () => {
    for (const file of [{ 'ghcr.io': ENTRY }, { 'ghcr.io': LOGIN, 'quay.io': {} }]) {
      expect(read(file)).to.deep.equal(refused('error config.json: no-login-dockercfg'));
    }
  });

  for (const entry of [{}, null, { auth: '' }, { email: 'u@example.com' }]) {
    it(`may have an entry without login beside others, like ${JSON.stringify(entry)}`, () => {
      expect(read({ auths: { 'quay.io': entry, 'ghcr.io': ENTRY } })).to.deep.equal({
        registries: [['ghcr.io', 'config.json: auths entry 2']],
        codes: ['info config.json: auths entry 1: empty-entry-left-out'],
      });
    });
  }

  for (const entry of ['dTpw', 5, [], true]) {
    it(`must not have an entry that is no object, like ${JSON.stringify(entry)}`, () => {
      expect(read({ auths: { 'ghcr.io': ENTRY, 'quay.io': entry } })).to.deep.equal(
        refused('error config.json: auths entry 2: entry-not-an-object'),
      );
    });
  }

  it("may have all fields of Docker's own AuthConfig", () => {
    const whole = {
      ...{ ...ENTRY, ...LOGIN, email: 'u@example.com', serveraddress: 'ghcr.io' },
      ...{ identitytoken: '', registrytoken: '' },
    };
    expect(read({ auths: { 'ghcr.io': whole } })).to.deep.equal({
      registries: [['ghcr.io', 'config.json: auths entry 1']],
      codes: ['info config.json: auths entry 1: auth: auth-wins'],
    });
  });

  it('reports the errors of all entries at once, by their places', () => {
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
