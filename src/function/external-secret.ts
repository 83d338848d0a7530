// The ExternalSecret from which the External Secrets operator makes the pull secret.
import type { Item } from '../krm/item.ts';
import {
  DOCKER_CONFIG_KEY,
  DOCKER_CONFIG_TYPE,
  MANAGED_BY,
  MANAGER,
} from '../registry/pull-secret.ts';
import type { RemoteConfig } from '../registry/references.ts';
import { setKey } from '../yaml/edit.ts';
import { mapAt } from '../yaml/lookup.ts';
import type { MappingNode, Tree } from '../yaml/node.ts';
import { correctMaps, type Owned } from './corrections.ts';
import { dockerConfigTemplate } from './external-template.ts';
import type { Change, Generated } from './generated.ts';
import { generatedFor, isOwn } from './ownership.ts';
import type { Request } from './request.ts';
import { fileOf } from './secret.ts';
import type { Target } from './target.ts';

export const EXTERNAL_SECRET = 'ExternalSecret';
const API_VERSION = 'external-secrets.io/v1';
const TEMPLATE = ['spec', 'target', 'template'];
const OWNED: readonly Owned[] = [
  { path: ['spec'], keys: ['refreshInterval', 'secretStoreRef', 'data'] },
  { path: ['spec', 'target'], keys: ['name'] },
  { path: TEMPLATE, keys: ['type', 'engineVersion', 'data'] },
];

/** @param store name of the SecretStore */
export function externalSecret(
  request: Request,
  store: string,
  { config, values }: RemoteConfig,
): Generated {
  const { namespace } = request.target;
  const { secretName: name, secretStoreKind: kind, refreshInterval } = request.config.options;
  const object = {
    apiVersion: API_VERSION,
    kind: EXTERNAL_SECRET,
    metadata: { name, namespace, labels: { [MANAGED_BY]: MANAGER } },
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
  return {
    object,
    subject: EXTERNAL_SECRET,
    file: fileOf(request),
    owns: isOwn,
    wayOut: 'set `secretMode: existing` to use it as it is',
    otherwise: 'choose another `secretName`',
    warnings: [],
    correct: (tree, root) => correct(tree, root, object),
  };
}

/** The ExternalSecrets of those names that the function generated in an earlier run. */
export const ownExternalSecrets = (
  items: readonly Item[],
  target: Target,
  names: Iterable<string>,
): Item[] => generatedFor(items, target, { apiVersion: API_VERSION, kind: EXTERNAL_SECRET }, names);

function correct(tree: Tree, root: MappingNode, object: { readonly spec: object }): Change[] {
  const isWhole = mapAt(root, ...TEMPLATE) !== undefined;
  const splices = isWhole
    ? correctMaps(tree, OWNED, object)
    : [setKey(tree, root, 'spec', object.spec)];
  if (splices.length === 0) return [];
  return [{ message: `updated the ${EXTERNAL_SECRET}`, path: 'spec', splices }];
}
