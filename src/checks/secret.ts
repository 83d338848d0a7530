// A Secret's values, as the API server reads them.
import { get } from '../krm/object.ts';
import { DOCKER_CONFIG_KEY } from '../registry/pull-secret.ts';
import { type DockerConfigText, type Fact, type KubernetesObject, known, unread } from './fact.ts';

/** The text of a key: `stringData` wins, as in the API server; undefined for what is no base64. */
export function secretText(secret: KubernetesObject | undefined, key: string): string | undefined {
  const plain = get(secret, 'stringData', key);
  if (typeof plain === 'string') return plain;
  const encoded = get(secret, 'data', key);
  if (typeof encoded !== 'string') return undefined;
  const digits = encoded.replace(/[\r\n]/g, '');
  const bytes = Buffer.from(digits, 'base64');
  return bytes.toString('base64') === digits ? bytes.toString() : undefined;
}

/** The field that holds a key. */
export const secretField = (secret: KubernetesObject, key: string): string =>
  `${typeof get(secret, 'stringData', key) === 'string' ? 'stringData' : 'data'}["${key}"]`;

/** SOPS keeps a Secret's kind and encrypts its values. */
export const isEncrypted = (secret: KubernetesObject): boolean => get(secret, 'sops') !== undefined;

export function dockerConfigOf(secret: KubernetesObject | undefined): Fact<DockerConfigText> {
  if (secret === undefined) return unread('the pull secret is missing');
  const text = secretText(secret, DOCKER_CONFIG_KEY);
  if (text === undefined) return unread('the pull secret holds no docker config');
  return known({ secret, text, field: secretField(secret, DOCKER_CONFIG_KEY) });
}

/** An object of the core API by its name, for findings on one that is missing. */
export const reference = (kind: string, name: string, namespace?: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});
