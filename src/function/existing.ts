// Secrets that something else makes, where they lie in the package: what the runner makes of them.
import type { Item } from '../krm/item.ts';
import { get } from '../krm/object.ts';
import { type Result, resultOn } from '../krm/result.ts';
import { isOwn, secretsNamed } from './ownership.ts';

const CA_KEYS = ['ca.crt', 'ca.pem'];
const TLS_TYPE = 'kubernetes.io/tls';
const TLS_KEYS = ['tls.crt', 'tls.key'];

/** Warnings on a Secret with a private CA. */
export const checkTlsSecret = (items: readonly Item[], namespace: string, name: string): Result[] =>
  readable(items, namespace, name).flatMap(tlsDoubts);

function tlsDoubts(item: Item): Result[] {
  const { identity, value } = item;
  const has = (key: string) => textIn(value, key) !== undefined;
  const isRefused = get(value, 'type') === TLS_TYPE && !TLS_KEYS.every(has);
  return [
    ...(isRefused ? [resultOn(identity, 'warning', REFUSED, 'type')] : []),
    ...(CA_KEYS.some(has) ? [] : [resultOn(identity, 'warning', NO_CA, 'data')]),
  ];
}

const REFUSED =
  '`type` must be `Opaque`: the API server refuses `kubernetes.io/tls` without `tls.crt` and `tls.key`';
const NO_CA =
  '`data` must hold the CA as `ca.crt` or `ca.pem`: without it the runner fails on every image';

/** Those that are not the function's own, and not encrypted by SOPS, which keeps the kind. */
function readable(items: readonly Item[], namespace: string, name: string): Item[] {
  return secretsNamed(items, namespace, [name]).filter(
    item => !isOwn(item) && get(item.value, 'sops') === undefined,
  );
}

/** The text of a key: `stringData` wins, as in the API server. */
function textIn(secret: unknown, key: string): string | undefined {
  const plain = get(secret, 'stringData', key);
  if (typeof plain === 'string') return plain;
  const encoded = get(secret, 'data', key);
  return typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString() : undefined;
}
