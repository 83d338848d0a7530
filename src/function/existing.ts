// Secrets that something else makes, where they lie in the package: what the runner makes of them.
import type { Item } from '../krm/item.ts';
import { matching } from '../krm/matching.ts';
import { get } from '../krm/object.ts';
import { type Result, resultOn } from '../krm/result.ts';
import { DOCKER_CONFIG_KEY, DOCKER_CONFIG_TYPE } from '../registry/pull-secret.ts';
import { checkDockerConfig } from '../registry/readers.ts';
import { resultFrom } from './finding.ts';
import { isOwn, SECRET } from './ownership.ts';

const CA_KEYS = ['ca.crt', 'ca.pem'];
const TLS_TYPE = 'kubernetes.io/tls';
const TLS_KEYS = ['tls.crt', 'tls.key'];

/** Errors where the readers would fail on the Secret, warnings on keys that the runner never finds. */
export const checkPullSecret = (
  items: readonly Item[],
  namespace: string,
  name: string,
): Result[] => readable(items, namespace, name).flatMap(pullSecretFaults);

function pullSecretFaults({ identity, value }: Item): Result[] {
  const error = (message: string, path: string) => resultOn(identity, 'error', message, path);
  const wrongType = get(value, 'type') !== DOCKER_CONFIG_TYPE ? [error(TYPE, 'type')] : [];
  const isPlain = typeof get(value, 'stringData', DOCKER_CONFIG_KEY) === 'string';
  const path = `${isPlain ? 'stringData' : 'data'}["${DOCKER_CONFIG_KEY}"]`;
  const text = textIn(value, DOCKER_CONFIG_KEY);
  if (text === undefined) return [...wrongType, error(`\`${path}\` ${PAYLOAD}`, path)];
  const findings = checkDockerConfig(text, path);
  return [...wrongType, ...findings.map(finding => resultFrom(finding, identity))];
}

const TYPE = `\`type\` must be \`${DOCKER_CONFIG_TYPE}\`: the function pods can use no other`;
const PAYLOAD =
  'must be the base64 of a docker config; as plain text it belongs under `stringData`';

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
