// Logins that end by themselves, as far as they show it.
import { Buffer } from 'node:buffer';
import { type Finding, type note, warning } from '../findings/finding.ts';
import type { Login } from './auth.ts';
import type { Credential } from './credential.ts';
import { type Fields, fieldsOf } from './fields.ts';

const AWS =
  'the user `AWS` is that of Amazon ECR, whose passwords end after 12 hours. Use ' +
  '`secretMode: externalSecret` with a generator instead';
const EXPIRES =
  'the password is a token that expires. Use one that lasts, or renew it before it ends';
const EXPIRED = 'the password is a token that has expired. Replace it';

/** Warnings on logins that end, or have ended. They hold nothing of a token, its time neither. */
export const checkExpiry = (credentials: readonly Credential[], now: Date): Finding[] =>
  credentials.flatMap(credential => expiryOf(credential, credential.at, now, warning));

/** @param ahead how to report a login that is going to end; something else may be there to renew it */
export function expiryOf(
  { username, password }: Login,
  at: string,
  now: Date,
  ahead: typeof note,
): Finding[] {
  if (username === 'AWS') return [ahead('login-aws', AWS, at)];
  const end = claimsOf(password)?.get('exp');
  if (typeof end !== 'number') return [];
  const isOver = end * 1000 <= now.getTime(); // RFC 7519: seconds
  return [isOver ? warning('login-expired', EXPIRED, at) : ahead('login-expires', EXPIRES, at)];
}

/** The claims of a JSON Web Token, unverified; undefined for any other text. */
function claimsOf(token: string): Fields | undefined {
  const claims = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token)?.[1];
  if (claims === undefined) return undefined;
  try {
    return fieldsOf(JSON.parse(Buffer.from(claims, 'base64url').toString()));
  } catch {
    return undefined; // the SyntaxError quotes the text
  }
}
