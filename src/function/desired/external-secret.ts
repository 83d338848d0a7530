// The ExternalSecret from which the External Secrets operator makes the pull secret.
import { DOCKER_CONFIG_KEY, DOCKER_CONFIG_TYPE } from '../../registry/pull-secret.ts';
import type { RemoteConfig } from '../../registry/remote-config.ts';
import type { RemoteLogin } from '../../registry/remote-login.ts';
import type { Inputs } from '../input/inputs.ts';
import type { Observed } from '../observe/observe.ts';
import { EXTERNAL_SECRET, ownItems } from '../observe/ownership.ts';
import type { DesiredObject } from './desired.ts';
import { refreshInterval } from './external-options.ts';
import { dockerConfigTemplate, prefixOf } from './external-template.ts';
import { secretFile } from './generated-secret.ts';
import { ownMetadata } from './parts.ts';

type Wanted = Extract<DesiredObject, { state: 'wanted' }>;

export function externalSecret(inputs: Inputs, observed: Observed, remote: RemoteConfig): Wanted {
  const { namespace } = observed.runner;
  const { secretName: name, secretStore, secretStoreKind } = inputs.options;
  const { logins } = remote;
  const data = logins.flatMap((login, index) => storeValues(login, index + 1));
  const dataFrom = logins.flatMap((login, index) => generatedValues(login, index + 1));
  const object = {
    ...EXTERNAL_SECRET,
    metadata: ownMetadata('external-secret', name, namespace),
    spec: {
      refreshInterval: refreshInterval(inputs, logins),
      ...(data.length > 0 && { secretStoreRef: { name: secretStore, kind: secretStoreKind } }),
      target: {
        name,
        template: {
          type: DOCKER_CONFIG_TYPE,
          engineVersion: 'v2',
          data: { [DOCKER_CONFIG_KEY]: dockerConfigTemplate(remote) },
        },
      },
      ...(data.length > 0 && { data }),
      ...(dataFrom.length > 0 && { dataFrom }),
    },
  };
  return {
    state: 'wanted',
    part: 'ExternalSecret',
    object,
    file: secretFile(inputs, observed),
    present: ownItems(observed, 'external-secret'),
  };
}

const storeValues = (login: RemoteLogin, number: number): object[] =>
  login.from === 'store'
    ? (['username', 'password'] as const).map(part => ({
        secretKey: `${part}${number}`,
        remoteRef: login[part],
      }))
    : [];

const generatedValues = (login: RemoteLogin, number: number): object[] =>
  login.from === 'generator'
    ? [
        {
          sourceRef: {
            generatorRef: {
              apiVersion: 'generators.external-secrets.io/v1alpha1',
              ...login.generator,
            },
          },
          rewrite: [{ regexp: { source: '^', target: prefixOf(number) } }],
        },
      ]
    : [];
