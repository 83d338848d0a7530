import { expect } from 'chai';
import { type Fields, fieldsOf } from '../../src/registry/fields.ts';
import { isVacant, readLogin } from '../../src/registry/login.ts';
import { alone } from '../../src/registry/place.ts';
import { told } from './told.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const fields = (entry: object): Fields => fieldsOf(entry) ?? new Map();

const NOT_AUTH = 'error auth: `auth` must be the standard base64 of `username:password` in UTF-8';
const WINS = 'info auth: `auth` wins over `username` and `password` beside it';
const noToken = (name: string) =>
  `error ${name}: \`${name}\` must be replaced by \`username\` and \`password\`: the kubelet cannot use it`;

const up = { username: 'u', password: 'p' };
const auth = base64('u:p');

describe('the login of an entry', () => {
  type Row = readonly [
    what: string,
    entry: object,
    login: readonly [string, string],
    ...told: string[],
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
      'warning username: the trailing newline of `username` was cut off',
      'warning password: the trailing newline of `password` was cut off',
    ],
    [
      'without trailing newlines in auth',
      { auth: base64('u\n:p\n') },
      ['u', 'p'],
      'warning auth: the trailing newline of `username` was cut off',
      'warning auth: the trailing newline of `password` was cut off',
    ],
  ];
  for (const [what, entry, [username, password], ...lines] of accepted) {
    it(`may be ${what}`, () => {
      const { value, findings } = readLogin(fields(entry), alone);
      expect(value).to.deep.equal({ username, password });
      expect(told(findings)).to.deep.equal(lines);
    });
  }

  const refused: readonly (readonly [what: string, entry: object, ...told: string[]])[] = [
    ['a username alone', { username: 'u' }, 'error password: `password` must not be empty'],
    ['a password alone', { password: 'p' }, 'error username: `username` must not be empty'],
    ['auth without password', { auth: base64('u:') }, 'error auth: `password` must not be empty'],
    ['auth without username', { auth: base64(':p') }, 'error auth: `username` must not be empty'],
    ['auth in the URL-safe alphabet', { auth: 'dTo_Pz8_' }, NOT_AUTH],
    ['auth with a trailing space', { auth: `${auth} ` }, NOT_AUTH],
    ['auth without colon', { auth: base64('up') }, NOT_AUTH],
    ['auth that is not base64', { auth: 'u:p' }, NOT_AUTH],
    ['auth that is not UTF-8', { auth: 'dTr/' }, NOT_AUTH],
    [
      'auth of another type',
      { auth: [auth] },
      'error auth: `auth` must be a string: put it in quotes',
    ],
    ['an identity token', { identitytoken: 't' }, noToken('identitytoken')],
    ['a registry token, even beside auth', { auth, registrytoken: 5 }, noToken('registrytoken')],
    [
      'a username with a colon',
      { username: 'u:x', password: 'p' },
      'error username: `username` must not contain a colon',
    ],
    [
      'half a character',
      { username: 'u', password: '\ud83d' },
      'error password: `password` must not contain half a character (a lone surrogate)',
    ],
    [
      'a password of nothing but newlines',
      { username: 'u', password: '\n' },
      'warning password: the trailing newline of `password` was cut off',
      'error password: `password` must not be empty',
    ],
    [
      'numbers and booleans',
      { username: true, password: 644 },
      'error username: `username` must be a string: put it in quotes',
      'error password: `password` must be a string: put it in quotes',
    ],
  ];
  for (const [what, entry, ...lines] of refused) {
    it(`must not be ${what}`, () => {
      const { value, findings } = readLogin(fields(entry), alone);
      expect(value).to.equal(undefined);
      expect(told(findings)).to.deep.equal(lines);
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
    const { value } = readLogin(fields({ username: long, password: long }), alone);
    expect(value?.username).to.equal(long);
  }).timeout(5000);
});
