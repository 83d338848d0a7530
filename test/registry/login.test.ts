import { expect } from 'chai';
import { fieldsOf } from '../../src/registry/fields.ts';
import type { Finding } from '../../src/registry/finding.ts';
import { isVacant, readLogin } from '../../src/registry/login.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const read = (entry: object) => readLogin(fieldsOf(entry) ?? new Map(), (field = '') => field);
const error = (message: string, at: string): Finding => ({ severity: 'error', message, at });
const warning = (message: string, at: string): Finding => ({ severity: 'warning', message, at });

const NOT_AUTH = error(
  '`auth` must be the standard base64 of `username:password` in UTF-8',
  'auth',
);
const WINS: Finding = {
  severity: 'info',
  message: '`auth` wins over `username` and `password` beside it',
  at: 'auth',
};

describe('the login of an entry', () => {
  const accepted: readonly (readonly [
    what: string,
    entry: object,
    username: string,
    password: string,
    findings: readonly Finding[],
  ])[] = [
    ['username and password', { username: 'u', password: 'p' }, 'u', 'p', []],
    ['auth', { auth: base64('u:p') }, 'u', 'p', []],
    ['auth without padding', { auth: 'dTpwdw' }, 'u', 'pw', []],
    ['a password with colons', { auth: base64('u:p:w') }, 'u', 'p:w', []],
    ['blanks that are no newline', { username: ' u ', password: '\tp\n ' }, ' u ', '\tp\n ', []],
    ['an email, which is dropped', { auth: base64('u:p'), email: 'u@example.com' }, 'u', 'p', []],
    ['an email of any type', { auth: base64('u:p'), email: 5 }, 'u', 'p', []],
    [
      'empty tokens, which are dropped',
      { auth: base64('u:p'), identitytoken: '', registrytoken: null },
      'u',
      'p',
      [],
    ],
    ['an empty auth beside the others', { auth: '', username: 'u', password: 'p' }, 'u', 'p', []],
    [
      'empty fields beside auth',
      { auth: base64('u:p'), username: '', password: null },
      'u',
      'p',
      [],
    ],
    [
      'auth beside another login',
      { auth: base64('u:p'), username: 'x', password: 'y' },
      'u',
      'p',
      [WINS],
    ],
    [
      'auth beside the same login',
      { auth: base64('u:p'), username: 'u', password: 'p' },
      'u',
      'p',
      [WINS],
    ],
    ['auth beside a username', { auth: base64('u:p'), username: 'x' }, 'u', 'p', [WINS]],
    [
      'trailing newlines, which are cut off',
      { username: 'u\n', password: 'p\r\n\n' },
      'u',
      'p',
      [
        warning('the trailing newline of `username` was cut off', 'username'),
        warning('the trailing newline of `password` was cut off', 'password'),
      ],
    ],
    [
      'trailing newlines in auth',
      { auth: base64('u\n:p\n') },
      'u',
      'p',
      [
        warning('the trailing newline of `username` was cut off', 'auth'),
        warning('the trailing newline of `password` was cut off', 'auth'),
      ],
    ],
  ];
  for (const [what, entry, username, password, findings] of accepted) {
    it(`may be ${what}`, () => {
      expect(read(entry)).to.deep.equal({ value: { username, password }, findings });
    });
  }

  const refused: readonly (readonly [what: string, entry: object, findings: readonly Finding[]])[] =
    [
      [
        'empty',
        { username: '', password: '' },
        [
          error('`username` must not be empty', 'username'),
          error('`password` must not be empty', 'password'),
        ],
      ],
      ['a username alone', { username: 'u' }, [error('`password` must not be empty', 'password')]],
      ['a password alone', { password: 'p' }, [error('`username` must not be empty', 'username')]],
      [
        'a username with a colon',
        { username: 'u:x', password: 'p' },
        [error('`username` must not contain a colon', 'username')],
      ],
      [
        'half a character',
        { username: 'u', password: '\ud83d' },
        [error('`password` must not contain half a character (a lone surrogate)', 'password')],
      ],
      [
        'an auth without password',
        { auth: base64('u:') },
        [error('`password` must not be empty', 'auth')],
      ],
      [
        'an auth without username',
        { auth: base64(':p') },
        [error('`username` must not be empty', 'auth')],
      ],
      [
        'a password of nothing but newlines',
        { username: 'u', password: '\n' },
        [
          warning('the trailing newline of `password` was cut off', 'password'),
          error('`password` must not be empty', 'password'),
        ],
      ],
      [
        'numbers and booleans',
        { username: true, password: 644 },
        [
          error('`username` must be a string: put it in quotes', 'username'),
          error('`password` must be a string: put it in quotes', 'password'),
        ],
      ],
      [
        'an auth of another type',
        { auth: ['dTpw'] },
        [error('`auth` must be a string: put it in quotes', 'auth')],
      ],
      ['an auth in the URL-safe alphabet', { auth: 'dTo_Pz8_' }, [NOT_AUTH]],
      ['an auth with a trailing space', { auth: 'dTpw ' }, [NOT_AUTH]],
      ['an auth without colon', { auth: base64('up') }, [NOT_AUTH]],
      ['an auth that is not base64', { auth: 'u:p' }, [NOT_AUTH]],
      ['an auth that is not UTF-8', { auth: 'dTr/' }, [NOT_AUTH]],
      [
        'tokens, even beside auth',
        { auth: base64('u:p'), identitytoken: 't', registrytoken: 5 },
        ['identitytoken', 'registrytoken'].map(token =>
          error(
            `\`${token}\` must be replaced by \`username\` and \`password\`: the kubelet cannot use it`,
            token,
          ),
        ),
      ],
    ];
  for (const [what, entry, findings] of refused) {
    it(`must not be ${what}`, () => {
      expect(read(entry)).to.deep.equal({ findings });
    });
  }

  it('is not there in an entry as credsStore leaves it', () => {
    const vacant = [{}, { auth: '' }, { email: 'u@example.com' }, { username: null, password: '' }];
    const other = [{ auth: 'x' }, { username: 'u' }, { password: 0 }, { identitytoken: 't' }];
    expect(vacant.map(entry => isVacant(fieldsOf(entry) ?? new Map()))).not.to.include(false);
    expect(other.map(entry => isVacant(fieldsOf(entry) ?? new Map()))).not.to.include(true);
  });

  it('takes no time over many newlines', () => {
    const long = `${'\n'.repeat(300_000)}x`;
    expect(read({ username: long, password: long }).value?.username).to.equal(long);
  }).timeout(5000);
});
