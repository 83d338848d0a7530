import { expect } from 'chai';
import fc from 'fast-check';
import { buildDockerConfig, serializeDockerConfig } from '../../src/registry/docker-config.ts';
import { checkDockerConfig } from '../../src/registry/readers.ts';
import { codesOf } from '../support/findings.ts';
import { credentials, login, registryText } from './arbitrary.ts';

const check = (text: string) => codesOf(checkDockerConfig(text, 'file'));
const checkEntry = (entry: unknown) => check(JSON.stringify({ auths: { 'ghcr.io': entry } }));

const auth = 'dTpw';
const AT = 'error file: auths entry 1';
const BASE64 = `${AT}: auth: auth-not-base64`;
const OBJECT = `${AT}: entry-not-an-object`;
const string = (field: string) => `${AT}: ${field}: field-not-a-string`;

describe('a docker config', () => {
  const readable: readonly unknown[] = [
    { auth },
    { auth: 'dTpwdw' },
    { auth: 'dTpwdw==' },
    { auth: 'dTpw\n' },
    { auth: 'dTr/' }, // not UTF-8, which Go does not mind
    { auth, username: 'u', password: 'p' },
    { auth, serveraddress: 5 },
    { username: 'u', password: 'p:w\n' },
  ];
  for (const entry of readable) {
    it(`may have the entry ${JSON.stringify(entry)}`, () => {
      expect(checkEntry(entry)).to.deep.equal([]);
    });
  }

  const useless = [{}, null, { username: 'u' }, { identitytoken: 't' }, { registrytoken: 't' }];
  for (const entry of [...useless, { auth: '' }, { auth: null, email: null }]) {
    it(`has no use for the entry ${JSON.stringify(entry)}`, () => {
      expect(checkEntry(entry)).to.deep.equal(['warning file: auths entry 1: entry-no-login']);
    });
  }

  const malformed: readonly (readonly [entry: unknown, told: string])[] = [
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
  for (const [entry, line] of malformed) {
    it(`fails as a whole with the entry ${JSON.stringify(entry)}`, () => {
      expect(checkEntry(entry)).to.deep.equal([line]);
    });
  }

  const files: readonly (readonly [text: string, ...told: string[]])[] = [
    ['{}'],
    ['{"auths":null,"HttpHeaders":null,"credsStore":5}'],
    ['{"Auths":{"ghcr.io":{"auth":"dTpw"}},"HttpHeaders":{"a":"b","c":null}}'],
    ['', 'error file: docker-config-json'],
    ['{"auths":{}', 'error file: docker-config-json'],
    ['null', 'error file: docker-config-json'],
    ['[]', 'error file: docker-config-json'],
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
      'warning file: auths entry 2: key-not-for-the-runner',
    ],
  ];
  for (const [text, ...lines] of files) {
    it(`${lines.length > 0 ? 'fails as a whole' : 'is fine'} as ${JSON.stringify(text)}`, () => {
      expect(check(text)).to.deep.equal(lines);
    });
  }

  it('is fine as the function writes it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(registryText, login)), given => {
        const built = buildDockerConfig(credentials(given));
        expect(built.ok ? check(serializeDockerConfig(built.value)) : []).to.deep.equal([]);
      }),
    );
  });
});
