// Secrets that something else makes, where they are in the package: what the readers make of them.
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get } from '../../krm/object.ts';
import { errorOn, type Result, warningOn } from '../../krm/result.ts';
import { DOCKER_CONFIG_KEY, DOCKER_CONFIG_TYPE } from '../../registry/pull-secret.ts';
import { checkDockerConfig } from '../../registry/readers.ts';
import { resultFrom } from '../input/finding-result.ts';
import { isOwn, SECRET } from './ownership.ts';

const TLS_TYPE = 'kubernetes.io/tls';
const TLS_KEYS = ['tls.crt', 'tls.key'];

/** Errors where the readers would fail on the Secret, warnings on keys that the function runner never finds. */
export const checkPullSecret = (
  items: readonly Item[],
  namespace: string,
  name: string,
  now: Date,
): Result[] => readable(items, namespace, name).flatMap(item => pullSecretFindings(item, now));

function pullSecretFindings({ identity, value }: Item, now: Date): Result[] {
  const typeFindings =
    get(value, 'type') === DOCKER_CONFIG_TYPE
      ? []
      : [errorOn(identity, 'existing-secret-type', TYPE, 'type')];
  const isPlain = typeof get(value, 'stringData', DOCKER_CONFIG_KEY) === 'string';
  const path = `${isPlain ? 'stringData' : 'data'}["${DOCKER_CONFIG_KEY}"]`;
  const text = textIn(value, DOCKER_CONFIG_KEY);
  if (text === undefined) {
    const message = `\`${path}\` ${PAYLOAD}`;
    return [...typeFindings, errorOn(identity, 'existing-secret-payload', message, path)];
  }
  const findings = checkDockerConfig(text, path, now);
  return [...typeFindings, ...findings.map(finding => resultFrom(finding, identity))];
}

const TYPE = `\`type\` must be \`${DOCKER_CONFIG_TYPE}\`. The function pods can use no other type`;
const PAYLOAD =
  'must be the base64 of a docker config. If it is plain text, move it to `stringData`';

/** Warnings on a Secret with a private CA. @param keys under which the release looks for the CA */
export const checkCaSecret = (
  items: readonly Item[],
  namespace: string,
  name: string,
  keys: readonly string[],
): Result[] => readable(items, namespace, name).flatMap(item => caSecretFindings(item, keys));

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

/** Those that are not the function's own, and not encrypted by SOPS, which keeps the kind. */
function readable(items: readonly Item[], namespace: string, name: string): Item[] {
  return matching(items, { ...SECRET, namespace, name }).filter(
    item => !isOwn(item) && get(item.value, 'sops') === undefined,
  );
}

/** The text of a key: `stringData` wins, as in the API server, which wants `data` in base64. */
function textIn(secret: unknown, key: string): string | undefined {
  const plain = get(secret, 'stringData', key);
  if (typeof plain === 'string') return plain;
  const encoded = get(secret, 'data', key);
  if (typeof encoded !== 'string') return undefined;
  const digits = encoded.replace(/[\r\n]/g, '');
  const bytes = Buffer.from(digits, 'base64');
  return bytes.toString('base64') === digits ? bytes.toString() : undefined;
}
