// The username and password of one entry, whichever of its fields hold them.
import type { Code } from '../findings/codes.ts';
import { error, type Finding, note, warning } from '../findings/finding.ts';
import { andThen, done, failed, type Step, unlessErrors } from '../findings/step.ts';
import { decodeAuth, type Login } from './auth.ts';
import type { Fields } from './fields.ts';
import type { Place } from './place.ts';

type Part = keyof Login;

const PARTS: readonly Part[] = ['username', 'password'];
const TOKENS = ['identitytoken', 'registrytoken'];

/** Every field that Docker knows in an entry; `email` is not read. */
export const LOGIN_FIELDS: readonly string[] = ['auth', ...PARTS, ...TOKENS, 'email'];

type Rule = readonly [code: Code, broken: (text: string, part: Part) => boolean, must: string];

const RULES: readonly Rule[] = [
  ['login-empty', text => text === '', 'must not be empty'],
  [
    'username-colon',
    (text, part) => part === 'username' && text.includes(':'),
    'must not contain a colon',
  ],
  [
    'login-half-a-character',
    text => !text.isWellFormed(),
    'must not contain half a character (a lone surrogate)',
  ],
];

/** True for an entry without any credential, such as the `{}` that `credsStore` leaves. */
export const isVacant = (entry: Fields): boolean =>
  ['auth', ...PARTS, ...TOKENS].every(name => isAbsent(entry.get(name)));

/**
 * The login of an entry. `auth` wins over what stands beside it, as it does for both readers. A
 * token is an error, because the kubelet does not use it. Trailing newlines are cut off with a
 * warning: both readers would send them.
 */
export function readLogin(entry: Fields, place: Place): Step<Login> {
  const [first, ...rest] = [...tokens(entry, place), ...wrongTypes(entry, place)];
  if (first !== undefined) return failed(first, ...rest);
  if (!isAbsent(entry.get('auth'))) return readAuth(entry, place);
  return checkLogin(
    { username: textOf(entry, 'username'), password: textOf(entry, 'password') },
    place,
  );
}

function readAuth(entry: Fields, place: Place): Step<Login> {
  const at = place('auth');
  const login = decodeAuth(textOf(entry, 'auth'));
  if (login === undefined) {
    const message = '`auth` must be the standard base64 of `username:password` in UTF-8';
    return failed(error('auth-not-base64', message, at));
  }
  const wins = '`auth` wins over `username` and `password` beside it';
  const beside = PARTS.some(part => !isAbsent(entry.get(part)));
  return andThen(done(login, beside ? [note('auth-wins', wins, at)] : []), found =>
    checkLogin(found, () => at),
  );
}

function checkLogin(login: Login, at: (part: Part) => string): Step<Login> {
  const cut = {
    username: withoutNewline(login.username),
    password: withoutNewline(login.password),
  };
  const findings = PARTS.flatMap(part => {
    const newline = warning(
      'login-newline-cut',
      `the trailing newline of \`${part}\` was cut off`,
      at(part),
    );
    const broken = RULES.filter(([, isBroken]) => isBroken(cut[part], part));
    return [
      ...(cut[part] === login[part] ? [] : [newline]),
      ...broken.map(([code, , must]) => error(code, `\`${part}\` ${must}`, at(part))),
    ];
  });
  return unlessErrors(findings, () => cut);
}

const withoutNewline = (text: string) => text.replace(/(?<![\r\n])[\r\n]+$/, '');

const tokens = (entry: Fields, place: Place): Finding[] =>
  TOKENS.filter(name => !isAbsent(entry.get(name))).map(name =>
    error(
      'login-token',
      `\`${name}\` must be replaced by \`username\` and \`password\`: the kubelet cannot use it`,
      place(name),
    ),
  );

const wrongTypes = (entry: Fields, place: Place): Finding[] =>
  ['auth', ...PARTS]
    .filter(name => typeof (entry.get(name) ?? '') !== 'string')
    .map(name =>
      error('field-not-a-string', `\`${name}\` must be a string: put it in quotes`, place(name)),
    );

const textOf = (entry: Fields, name: string) => String(entry.get(name) ?? '');

const isAbsent = (value: unknown) => (value ?? '') === '';
