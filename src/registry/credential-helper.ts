// Where a Docker config file says that credentials are, if they are not in the file.
import { type Fields, fieldsOf } from './fields.ts';

// A credential can stand where the name of a program belongs: only these are repeated.
const KNOWN: readonly unknown[] = [
  ...['desktop', 'desktop.exe', 'osxkeychain', 'wincred', 'wincred.exe'],
  ...['secretservice', 'pass', 'ecr-login', 'gcloud', 'gcr', 'acr-env', 'acr-linux'],
];

/**
 * The credential helper, in words, that a Docker config file names for the key of an entry, or,
 * without a key, for any. Undefined where it names none.
 */
export function credentialHelper(file: Fields, key?: string): string | undefined {
  const helpers = fieldsOf(file.get('credHelpers'));
  const own = key === undefined ? [...(helpers?.values() ?? [])] : [helpers?.get(key)];
  const name = [...own, file.get('credsStore')].find(candidate => (candidate ?? '') !== '');
  if (name === undefined) return undefined;
  return KNOWN.includes(name) ? `the credential helper \`${name}\`` : 'a credential helper';
}
