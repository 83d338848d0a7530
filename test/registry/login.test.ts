import { expect } from 'chai';
import { type Fields, fieldsOf } from '../../src/registry/fields.ts';
import { isVacant, readLogin } from '../../src/registry/login.ts';
import { alone } from '../../src/registry/place.ts';
import { codesOf, valueIn } from '../support/findings.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const fields = (entry: object): Fields => fieldsOf(entry) ?? new Map();

const NOT_AUTH = 'error auth: auth-not-base64';
const WINS = 'info auth: auth-wins';
const noToken = (name: string) => `error ${name}: login-token`;

const up = { username: 'u', password: 'p' };
const auth = base64('u:p');

describe('the login of an entry', () => {
  type Row = readonly [
    what: string,
    entry: object,
    login: readonly [string, string],
    ...code: string[],
  ];
  const accepted: readonly Row[] = [
    ['username and password', up, ['u', 'p']],
    ['auth', { auth }, ['u', 'p']],
    ['auth without padding', { auth: 'dTpwdw' }, ['u', 'pw']],
    ['a password with colons', { auth: base64('u:p:w') }, ['u', 'p:w']],
    ['blanks that are no newlines', { username: ' u ', password: '\tp\n ' }, [' u ', '\tp\n ']],
    ['beside an email, which is dropped', { auth, email: 'u@example.com' }, ['u', 'p']],
    ['beside an email of any type', { auth, email: 5 }, ['u', 'p']],
    ['beside empty tokens', { auth, identitytoken: '', registrytoken: null }, ['u', 'p']],
    ['beside an empty auth', { auth: '', ...up }, ['u', 'p']],
    ['auth beside empty fields', { auth, username: '', password: null }, ['u', 'p']],
    ['auth beside another login', { auth, username: 'x', password: 'y' }, ['u', 'p'], WINS],
    ['auth beside the same login', { auth, ...up }, ['u', 'p'], WINS],
    ['auth beside a username', { auth, username: 'x' }, ['u', 'p'], WINS],
    [
      'without trailing newlines',
      { username: 'u\n', password: 'p\r\n\n' },
      ['u', 'p'],
      'warning username: login-newline-cut',
      'warning password: login-newline-cut',
    ],
    [
      'without trailing newlines in auth',
      { auth: base64('u\n:p\n') },
      ['u', 'p'],
      'warning auth: login-newline-cut',
      'warning auth: login-newline-cut',
    ],
  ];
  for (const [what, entry, [username, password], ...lines] of accepted) {
    it(`may be ${what}`, () => {
      const read = readLogin(fields(entry), alone);
      expect(valueIn(read)).to.deep.equal({ username, password });
      expect(codesOf(read.findings)).to.deep.equal(lines);
    });
  }

  const refused: readonly (readonly [what: string, entry: object, ...code: string[]])[] = [
    ['a username alone', { username: 'u' }, 'error password: login-empty'],
    ['a password alone', { password: 'p' }, 'error username: login-empty'],
    ['auth without password', { auth: base64('u:') }, 'error auth: login-empty'],
    ['auth without username', { auth: base64(':p') }, 'error auth: login-empty'],
    ['auth in the URL-safe alphabet', { auth: 'dTo_Pz8_' }, NOT_AUTH],
    ['auth with a trailing space', { auth: `${auth} ` }, NOT_AUTH],
    ['auth without colon', { auth: base64('up') }, NOT_AUTH],
    ['auth that is not base64', { auth: 'u:p' }, NOT_AUTH],
    ['auth that is not UTF-8', { auth: 'dTr/' }, NOT_AUTH],
    ['auth of another type', { auth: [auth] }, 'error auth: field-not-a-string'],
    ['an identity token', { identitytoken: 't' }, noToken('identitytoken')],
    ['a registry token, even beside auth', { auth, registrytoken: 5 }, noToken('registrytoken')],
    [
      'a username with a colon',
      { username: 'u:x', password: 'p' },
      'error username: username-colon',
    ],
    [
      'half a character',
      { username: 'u', password: '\ud83d' },
      'error password: login-half-a-character',
    ],
    [
      'a password of nothing but newlines',
      { username: 'u', password: '\n' },
      'warning password: login-newline-cut',
      'error password: login-empty',
    ],
    [
      'numbers and booleans',
      { username: true, password: 644 },
      'error username: field-not-a-string',
      'error password: field-not-a-string',
    ],
  ];
  for (const [what, entry, ...lines] of refused) {
    it(`must not be ${what}`, () => {
      const read = readLogin(fields(entry), alone);
      expect(read.ok).to.equal(false);
      expect(codesOf(read.findings)).to.deep.equal(lines);
    });
  }

  it('is missing in an entry as `credsStore` leaves it', () => {
    const vacant = [{}, { auth: '' }, { email: 'u@example.com' }, { username: null, password: '' }];
    const other = [{ auth: 'x' }, { username: 'u' }, { password: 0 }, { identitytoken: 't' }];
    expect(vacant.map(fields).every(isVacant)).to.equal(true);
    expect(other.map(fields).some(isVacant)).to.equal(false);
  });

  it('is read in no time, however many newlines it has', () => {
    const long = `${'\n'.repeat(300_000)}x`;
    const read = readLogin(fields({ username: long, password: long }), alone);
    expect(valueIn(read)?.username).to.equal(long);
  }).timeout(5000);
});
