import { expect } from 'chai';
import fc from 'fast-check';
import { buildDockerConfig, serializeDockerConfig } from '../../src/registry/docker-config.ts';
import { checkDockerConfig, hasLogins } from '../../src/registry/readers.ts';
import { codesOf } from '../support/findings.ts';
import { credentials, login, registryText } from './arbitrary.ts';

const NOW = new Date('2026-01-01');
const check = (text: string) => codesOf(checkDockerConfig(text, 'file', NOW));
const checkEntry = (entry: unknown) => check(JSON.stringify({ auths: { 'ghcr.io': entry } }));
const base64 = (text: string) => Buffer.from(text).toString('base64');

const auth = 'dTpw';
const AT = 'error file: auths entry 1';
const BASE64 = `${AT}: auth: auth-not-base64`;
const OBJECT = `${AT}: entry-not-an-object`;
const NO_LOGIN = 'warning file: no-login';
const string = (field: string) => `${AT}: ${field}: field-not-a-string`;
const empty = 'warning file: auths entry 1: login-empty';
const newline = 'warning file: auths entry 1: login-newline-sent';

describe('a docker config that something else made', () => {
  const readable: readonly unknown[] = [
    { auth },
    { auth: 'dTpwdw' },
    { auth: 'dTpwdw==' },
    { auth: 'dTpw\n' },
    { auth: 'dTr/' }, // not UTF-8, which Go does not mind
    { auth, username: 'u', password: 'p' },
    { auth, serveraddress: 5 },
    { auth, identitytoken: 't' },
    { username: 'u', password: 'p:w' },
  ];
  for (const entry of readable) {
    it(`may have the entry ${JSON.stringify(entry)}`, () => {
      expect(checkEntry(entry)).to.deep.equal([]);
    });
  }

  const doubtful: readonly (readonly [entry: unknown, ...codes: string[]])[] = [
    [{}, NO_LOGIN],
    [null, NO_LOGIN],
    [{ auth: '' }, NO_LOGIN],
    [{ auth: null, email: null }, NO_LOGIN],
    [{ username: 'u' }, NO_LOGIN, empty],
    [{ password: 'p' }, NO_LOGIN, empty],
    [{ auth: base64('u:') }, NO_LOGIN, empty],
    [{ auth: base64(':p') }, NO_LOGIN, empty],
    [{ auth: base64('u:'), password: 'p' }, NO_LOGIN, empty],
    [{ auth: base64(':') }, NO_LOGIN],
    [{ identitytoken: 't' }, 'warning file: auths entry 1: identitytoken: login-token'],
    [{ registrytoken: 't' }, 'warning file: auths entry 1: registrytoken: login-token'],
    [
      { auth: base64('u:'), IdentityToken: 't' },
      'warning file: auths entry 1: identitytoken: login-token',
    ],
    [{ username: 'u', password: 'p\n' }, newline],
    [{ username: 'u', password: 'p\r' }, newline],
    [{ username: 'u\r\n', password: 'p\n' }, newline, newline],
    [{ auth: base64('u:p\n') }, newline],
  ];
  for (const [entry, ...codes] of doubtful) {
    it(`is warned of with the entry ${JSON.stringify(entry)}`, () => {
      expect(checkEntry(entry)).to.deep.equal(codes);
    });
  }

  const malformed: readonly (readonly [entry: unknown, code: string])[] = [
    [{ auth: 'dTo-Pz8_' }, BASE64],
    [{ auth: 'dTpw ' }, BASE64],
    [{ auth: 'dXA=' }, BASE64],
    [{ auth: 'u:p' }, BASE64],
    [{ auth: 'u:p', username: 'u', password: 'p' }, BASE64],
    [{ AUTH: 'u:p' }, BASE64],
    [5, OBJECT],
    [auth, OBJECT],
    [[], OBJECT],
    [{ auth: 5 }, string('auth')],
    [{ username: {} }, string('username')],
    [{ Password: ['p'] }, string('password')],
    [{ auth, identitytoken: true }, string('identitytoken')],
    [{ auth, registrytoken: 5 }, string('registrytoken')],
    [{ auth, email: 5 }, string('email')],
  ];
  for (const [entry, code] of malformed) {
    it(`fails as a whole with the entry ${JSON.stringify(entry)}`, () => {
      expect(checkEntry(entry)).to.deep.equal([code]);
    });
  }

  const files: readonly (readonly [text: string, ...codes: string[]])[] = [
    ['{"Auths":{"ghcr.io":{"auth":"dTpw"}},"HttpHeaders":{"a":"b","c":null}}'],
    ['{}', NO_LOGIN],
    ['{"auths":{}}', NO_LOGIN],
    ['{"auths":null,"HttpHeaders":null,"credsStore":""}', NO_LOGIN],
    ['{"auths":{},"credsStore":"desktop"}', 'warning file: no-login-helper'],
    ['{"auths":{"ghcr.io":{}},"credsStore":"desktop"}', 'warning file: no-login-helper'],
    ['{"credHelpers":{"gcr.io":"gcloud"}}', 'warning file: no-login-helper'],
    ['{"ghcr.io":{"auth":"dTpw"}}', 'warning file: no-login-dockercfg'],
    [
      '{"auths":{"ghcr.io":{"auth":"dTpw"},"quay.io":{}},"credsStore":"desktop"}',
      'warning file: auths entry 2: entry-empty',
    ],
    ['', 'error file: json-not-an-object'],
    ['null', 'error file: json-not-an-object'],
    ['[]', 'error file: json-not-an-object'],
    ['{"auths":{}', 'error file: json-invalid'],
    ['\uFEFF{"auths":{"ghcr.io":{"auth":"dTpw"}}}', 'error file: json-invalid'],
    [base64('{"auths":{"ghcr.io":{"auth":"dTpw"}}}'), 'error file: docker-config-base64'],
    ['{"auths":[]}', 'error file: docker-config-auths'],
    ['{"AUTHS":"x"}', 'error file: docker-config-auths'],
    ['{"HttpHeaders":{"a":1}}', 'error file: docker-config-headers'],
    ['{"httpheaders":[]}', 'error file: docker-config-headers'],
    [
      '{"auths":{"ghcr.io":{"auth":5,"email":5},"https://quay.io":"x"},"HttpHeaders":5}',
      'error file: docker-config-headers',
      string('auth'),
      string('email'),
      'error file: auths entry 2: entry-not-an-object',
    ],
  ];
  for (const [text, ...codes] of files) {
    it(`${codes.length > 0 ? 'is reported' : 'is fine'} as ${JSON.stringify(text)}`, () => {
      expect(check(text)).to.deep.equal(codes);
    });
  }

  it('is fine as the function writes it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(registryText, login)), given => {
        const accepted = credentials(given);
        const built = buildDockerConfig(accepted);
        if (!built.ok || accepted.length === 0) return;
        expect(check(serializeDockerConfig(built.value))).to.deep.equal([]);
      }),
    );
  });

  it('is checked in no time, however many entries it has', () => {
    const auths = Array.from({ length: 20_000 }, (_, n) => [`https://r${n}.example`, { auth }]);
    const text = JSON.stringify({ auths: Object.fromEntries(auths) });
    expect(checkDockerConfig(text, 'file', NOW)).to.have.length(20_000);
  }).timeout(5000);
});

describe('the logins of a docker config', () => {
  const some = [{ auth }, { username: 'u', password: 'p' }, { registrytoken: 't' }];
  for (const entry of some) {
    it(`are some with ${JSON.stringify(entry)}`, () => {
      expect(hasLogins(JSON.stringify({ auths: { 'quay.io': {}, 'ghcr.io': entry } }))).to.equal(
        true,
      );
    });
  }

  const none = [
    '{}',
    '{"auths":{}}',
    '{"auths":{"ghcr.io":{},"quay.io":{"username":"u"}}}',
    '{"auths":{},"credsStore":"desktop"}',
    '{"ghcr.io":{"auth":"dTpw"}}',
    '{"auths":{"https://index.docker.io/v1/refresh-token":{"auth":"dTpw"}}}',
    '{"auths":{"ghcr.io":{"auth":"u:p"}}}',
    '',
    '[]',
  ];
  for (const text of none) {
    it(`are none in ${JSON.stringify(text)}`, () => {
      expect(hasLogins(text)).to.equal(false);
    });
  }
});
