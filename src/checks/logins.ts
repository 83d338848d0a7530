// The logins in a docker config, and when those that are tokens expire.
import { Buffer } from 'node:buffer';
import { decodeAuth } from '../registry/auth.ts';
import { type Fields, fieldsOf, parseFields } from '../registry/fields.ts';

export type FoundLogin = {
  readonly key: string;
  /** Of the entry in `auths`. */
  readonly index: number;
  readonly username: string;
  readonly password: string;
  readonly expires: Date | undefined;
};

/** The entries of `auths`; undefined where the text is no docker config. */
export function entriesIn(text: string): Fields | undefined {
  const file = parseFields(text);
  return file && fieldsOf(file.get('auths') ?? {});
}

/** The entries with a user and a password. */
export function loginsIn(text: string): readonly FoundLogin[] {
  return [...(entriesIn(text) ?? [])].flatMap(([key, entry], index) => {
    const login = loginOf(entry);
    return login ? [{ key, index, ...login, expires: expiryOf(login.password) }] : [];
  });
}

/** `auth` wins, as for both readers. */
export function loginOf(entry: unknown): { username: string; password: string } | undefined {
  const fields = fieldsOf(entry);
  const text = (name: string) => {
    const value = fields?.get(name);
    return typeof value === 'string' ? value : '';
  };
  const login = text('auth')
    ? decodeAuth(text('auth'))
    : { username: text('username'), password: text('password') };
  return login?.username && login.password ? login : undefined;
}

/** When a token says that it ends: the `exp` of a JWT, or the `expiration` of a token of Amazon's ECR. */
export function expiryOf(password: string): Date | undefined {
  const [, claims, signature] = password.split('.');
  const seconds =
    claims !== undefined && signature !== undefined
      ? jsonIn(claims, 'base64url')?.get('exp')
      : jsonIn(password, 'base64')?.get('expiration');
  return typeof seconds === 'number' && seconds > 0 && seconds < 1e11
    ? new Date(seconds * 1000)
    : undefined;
}

const jsonIn = (text: string, encoding: 'base64' | 'base64url') =>
  parseFields(Buffer.from(text, encoding).toString());
