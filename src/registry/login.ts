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

/** All fields of an entry in Docker's own files; the last two are not read. */
export const LOGIN_FIELDS: readonly string[] = [
  'auth',
  ...PARTS,
  ...TOKENS,
  'email',
  'serveraddress',
];

type Rule = readonly [code: Code, broken: (text: string, part: Part) => boolean, fault: string];

const RULES: readonly Rule[] = [
  ['login-empty', text => text === '', 'is empty. Give one'],
  [
    'username-colon',
    (text, part) => part === 'username' && text.includes(':'),
    'contains a colon, which no registry accepts. Remove it',
  ],
  [
    'login-half-a-character',
    text => !text.isWellFormed(),
    'contains half a character (a lone surrogate). Copy it again',
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
    const message =
      '`auth` is not the standard base64 of `username:password` in UTF-8. Encode it again';
    return failed(error('auth-not-base64', message, at));
  }
  const wins = '`auth` was taken. `username` and `password` beside it were ignored';
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
      `\`${part}\` ended with a newline, which was removed. Remove it in the input too`,
      at(part),
    );
    const broken = RULES.filter(([, isBroken]) => isBroken(cut[part], part));
    return [
      ...(cut[part] === login[part] ? [] : [newline]),
      ...broken.map(([code, , fault]) => error(code, `\`${part}\` ${fault}`, at(part))),
    ];
  });
  return unlessErrors(findings, () => cut);
}

const withoutNewline = (text: string) => text.replace(/(?<![\r\n])[\r\n]+$/, '');

const tokens = (entry: Fields, place: Place): Finding[] =>
  TOKENS.filter(name => !isAbsent(entry.get(name))).map(name =>
    error(
      'login-token',
      `the kubelet cannot use \`${name}\`. Give \`username\` and \`password\` instead`,
      place(name),
    ),
  );

const wrongTypes = (entry: Fields, place: Place): Finding[] =>
  ['auth', ...PARTS]
    .filter(name => typeof (entry.get(name) ?? '') !== 'string')
    .map(name =>
      error('field-not-a-string', `\`${name}\` is not a string. Put it in quotes`, place(name)),
    );

const textOf = (entry: Fields, name: string) => String(entry.get(name) ?? '');

const isAbsent = (value: unknown) => (value ?? '') === '';
