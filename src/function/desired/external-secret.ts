// The ExternalSecret from which the External Secrets operator makes the pull secret.
import { DOCKER_CONFIG_KEY, DOCKER_CONFIG_TYPE } from '../../registry/pull-secret.ts';
import type { RemoteConfig } from '../../registry/references.ts';
import type { Inputs } from '../input/inputs.ts';
import type { Observed } from '../observe/observe.ts';
import { EXTERNAL_SECRET, ownItems } from '../observe/ownership.ts';
import type { DesiredObject } from './desired.ts';
import { dockerConfigTemplate } from './external-template.ts';
import { secretFile } from './generated-secret.ts';
import { ownMetadata } from './parts.ts';

type Wanted = Extract<DesiredObject, { state: 'wanted' }>;

/** @param store name of the SecretStore */
export function externalSecret(
  inputs: Inputs,
  observed: Observed,
  store: string,
  { config, values }: RemoteConfig,
): Wanted {
  const { namespace } = observed.runner;
  const { secretName: name, secretStoreKind: kind, refreshInterval } = inputs.options;
  const object = {
    ...EXTERNAL_SECRET,
    metadata: ownMetadata('external-secret', name, namespace),
    spec: {
      refreshInterval,
      secretStoreRef: { name: store, kind },
      target: {
        name,
        template: {
          type: DOCKER_CONFIG_TYPE,
          engineVersion: 'v2',
          data: { [DOCKER_CONFIG_KEY]: dockerConfigTemplate(config) },
        },
      },
      data: [...values].map(([secretKey, remoteRef]) => ({ secretKey, remoteRef })),
    },
  };
  const present = ownItems(observed, 'external-secret');
  return {
    state: 'wanted',
    part: 'ExternalSecret',
    object,
    file: secretFile(inputs, observed),
    present,
  };
}
