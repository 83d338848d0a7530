// A Secret's values, as the API server reads them.
import { textIn } from '../function/observe/existing-secret.ts';
import { get } from '../krm/object.ts';
import { DOCKER_CONFIG_KEY } from '../registry/pull-secret.ts';
import { type DockerConfigText, type Fact, type KubernetesObject, known, unread } from './fact.ts';

/** The field that holds a key. */
export const secretField = (secret: KubernetesObject, key: string): string =>
  `${typeof get(secret, 'stringData', key) === 'string' ? 'stringData' : 'data'}["${key}"]`;

/** SOPS keeps a Secret's kind and encrypts its values. */
export const isEncrypted = (secret: KubernetesObject): boolean => get(secret, 'sops') !== undefined;

export function dockerConfigOf(secret: KubernetesObject | undefined): Fact<DockerConfigText> {
  if (secret === undefined) return unread('the pull secret is missing');
  const text = textIn(secret, DOCKER_CONFIG_KEY);
  if (text === undefined) return unread('the pull secret holds no docker config');
  return known({ secret, text, field: secretField(secret, DOCKER_CONFIG_KEY) });
}

/** An object of the core API by its name, for findings on one that is missing. */
export const reference = (kind: string, name: string, namespace?: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});
