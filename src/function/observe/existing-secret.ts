// Secrets that something else makes, where they are in the package; of a CA, what the runner makes of it.
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get } from '../../krm/object.ts';
import { type Result, warningOn } from '../../krm/result.ts';
import { isOwn, SECRET } from './ownership.ts';

const TLS_TYPE = 'kubernetes.io/tls';
const TLS_KEYS = ['tls.crt', 'tls.key'];

/** Warnings on a Secret with a private CA. @param keys under which the release looks for the CA */
export const checkCaSecret = (
  items: readonly Item[],
  namespace: string,
  name: string,
  keys: readonly string[],
): Result[] =>
  existingSecrets(items, namespace, name).flatMap(item => [
    ...misplaced(item, namespace),
    ...caSecretFindings(item, keys),
  ]);

function caSecretFindings({ identity, value }: Item, keys: readonly string[]): Result[] {
  const has = (key: string) => textIn(value, key) !== undefined;
  const isRefused = get(value, 'type') === TLS_TYPE && !TLS_KEYS.every(has);
  return [
    ...(isRefused ? [warningOn(identity, 'ca-secret-type', REFUSED, 'type')] : []),
    ...(keys.some(has)
      ? []
      : [warningOn(identity, 'ca-secret-without-ca', withoutCa(keys), 'data')]),
  ];
}

const REFUSED =
  '`type` must be `Opaque`. The API server refuses `kubernetes.io/tls` without `tls.crt` and `tls.key`';
const withoutCa = (keys: readonly string[]): string =>
  `\`data\` must hold the CA as ${keys.map(key => `\`${key}\``).join(' or ')}. ` +
  'Without it the function runner fails on every image';

/**
 * The Secrets of that name which something else makes: those in the namespace, or, where none is there, all
 * others. What SOPS has encrypted, which keeps the kind, cannot be read.
 */
export function existingSecrets(items: readonly Item[], namespace: string, name: string): Item[] {
  const named = matching(items, { ...SECRET, name }).filter(item => !isOwn(item));
  const inPlace = named.filter(({ identity }) => identity.namespace === namespace);
  const meant = inPlace.length > 0 ? inPlace : named;
  return meant.filter(({ value }) => get(value, 'sops') === undefined);
}

/** A warning on a Secret that the function runner cannot mount from where it stands. */
export function misplaced({ identity }: Item, namespace: string): Result[] {
  if (identity.namespace === namespace) return [];
  const message = identity.namespace
    ? `the Secret is not in \`${namespace}\`, where the function runner mounts it. Move it there`
    : `the Secret has no namespace. Set \`metadata.namespace\` to \`${namespace}\``;
  return [warningOn(identity, 'existing-secret-namespace', message, 'metadata.namespace')];
}

/** The text of a key: `stringData` wins, as in the API server, which wants `data` in base64. */
export function textIn(secret: unknown, key: string): string | undefined {
  const plain = get(secret, 'stringData', key);
  if (typeof plain === 'string') return plain;
  const encoded = get(secret, 'data', key);
  if (typeof encoded !== 'string') return undefined;
  const digits = encoded.replace(/[\r\n]/g, '');
  const bytes = Buffer.from(digits, 'base64');
  return bytes.toString('base64') === digits ? bytes.toString() : undefined;
}
