// The logins in a docker config, and when a token of Amazon's ECR ends.
import { Buffer } from 'node:buffer';
import { decodeDockerConfig, type Entry } from '../registry/decode.ts';
import { fieldsOf } from '../registry/fields.ts';

/** The entries with a user and a password. */
export function loginsIn(text: string): readonly Entry[] {
  const decoded = decodeDockerConfig(text, '');
  const entries = decoded.ok ? decoded.value.entries : [];
  return entries.filter(({ login }) => login.username !== '' && login.password !== '');
}

/** Whether a docker config that both readers can read holds a login: only such a one is worth copying. */
export const holdsLogin = (text: string | undefined): text is string =>
  text !== undefined && loginsIn(text).length > 0;

export const hostsIn = (text: string): readonly string[] => loginsIn(text).map(({ key }) => key);

/** When a token of ECR ends, as it says itself: it is base64 of JSON with `expiration`. */
export function ecrExpiry(password: string): Date | undefined {
  try {
    const token = fieldsOf(JSON.parse(Buffer.from(password, 'base64').toString()));
    const seconds = token?.get('expiration');
    return typeof seconds === 'number' ? new Date(seconds * 1000) : undefined;
  } catch {
    return undefined; // the SyntaxError quotes the text
  }
}
