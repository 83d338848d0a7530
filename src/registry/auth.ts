// The `auth` field of a docker config: base64 of `username:password`.
import { Buffer, isUtf8 } from 'node:buffer';

/** What a registry asks for. The username holds no colon. */
export type Login = { readonly username: string; readonly password: string };

const COLON = 0x3a;

/** The field's text for a login: standard base64 with padding. */
export function encodeAuth({ username, password }: Login): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

/**
 * The login in an `auth` field; undefined for a text that the readers refuse, and for bytes that
 * are not UTF-8, which could not stand as `username` and `password` in JSON.
 */
export function decodeAuth(field: string): Login | undefined {
  const bytes = authBytes(field);
  return bytes !== undefined && isUtf8(bytes) ? loginIn(bytes) : undefined;
}

/** The login in the bytes of an `auth` field, as far as they are UTF-8. */
export function loginIn(bytes: Buffer): Login {
  const colon = bytes.indexOf(COLON);
  return {
    username: bytes.toString('utf8', 0, colon),
    password: bytes.toString('utf8', colon + 1),
  };
}

/**
 * The bytes of an `auth` field, with a colon among them; undefined for a text on which kubelet and
 * function runner fail (decodeDockerConfigFieldAuth, the same in both).
 */
export function authBytes(field: string): Buffer | undefined {
  const text = field.replace(/[\r\n]/g, ''); // Go's decoder skips line breaks, and no other blank
  const [, digits, padding] = /^([A-Za-z0-9+/]*)(={0,2})$/.exec(text) ?? [];
  if (digits === undefined || padding === undefined) return undefined;

  // Padding may be left out as a whole, but not in part; no byte ends after a single digit.
  const isWhole = padding === '' ? digits.length % 4 !== 1 : text.length % 4 === 0;
  const bytes = Buffer.from(digits, 'base64');
  return isWhole && bytes.includes(COLON) ? bytes : undefined;
}
