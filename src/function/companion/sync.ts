// Where the pull-secret sync runs: in a Deployment of its own, in the runner's pod, or nowhere.
import type { Item } from '../../krm/item.ts';
import { type Checked, resultOn } from '../../krm/result.ts';
import { DEFAULT_POD_NAMESPACE, POD_NAMESPACE } from '../../porch/flags.ts';
import type { Release } from '../../porch/releases.ts';
import { type Edits, together } from '../edits.ts';
import { flagValue } from '../flags.ts';
import type { Request } from '../request.ts';
import type { Target } from '../target.ts';
import { editCompanion, removeCompanion } from './companion.ts';
import { isGranted } from './grants.ts';
import type { Companion } from './manifest.ts';
import { editSidecar } from './sidecar.ts';

/** What the runner does with the replica. */
const REPLICATE = ['get', 'create', 'update', 'delete'];

export function editSync(request: Request, release: Release): Checked<Edits> {
  const { items, target, config, places } = request;
  const { sync, syncPath } = config.options;
  // In one namespace there is nothing to replicate.
  const isOne = podNamespaceOf(target) === target.namespace;
  if (sync === 'none' || isOne) return { value: removeSync(items, target), results: [] };
  const companion = companionOf(request, release);
  const file = target.item.identity.path;
  const path = file && (syncPath ?? file.replace(/(?=\.ya?ml$)|$/, '-pull-secret-sync'));
  const place = { path, moves: syncPath !== undefined };
  const manifest = editCompanion(items, companion, place, places);
  if (manifest.value === undefined) return manifest;
  const sidecar = editSidecar(target, sync === 'sidecar' ? companion : undefined);
  return { value: together([manifest.value, sidecar]), results: [] };
}

/** Takes the controller away; what it wrote in the cluster stays, and the user is told. */
export const removeSync = (items: readonly Item[], target: Target): Edits =>
  together([removeCompanion(items, target.item.identity.name), editSidecar(target, undefined)]);

/** How to remove what the sync leaves in the cluster: live credentials. */
export function leftovers(target: Target, secretName: string): Edits {
  const namespace = podNamespaceOf(target);
  const message =
    'what the pull-secret sync wrote stays in the cluster, with live credentials; remove it by ' +
    `\`kubectl -n ${namespace} delete secret ${secretName}\`, and its entry in \`imagePullSecrets\` by ` +
    `\`kubectl -n ${namespace} edit serviceaccount default\``;
  return { results: [resultOn(target.item.identity, 'info', message)] };
}

const podNamespaceOf = (target: Target): string =>
  flagValue(target, POD_NAMESPACE) ?? DEFAULT_POD_NAMESPACE;

function companionOf({ items, target, config, image }: Request, release: Release): Companion {
  const { sync, secretName, syncImage } = config.options;
  const { namespace, serviceAccount, item } = target;
  const podNamespace = podNamespaceOf(target);
  const need = {
    account: serviceAccount,
    accountNamespace: namespace,
    namespace: podNamespace,
    verbs: release.cachedReads ? [...REPLICATE, 'list', 'watch'] : REPLICATE,
  };
  return {
    placement: sync === 'sidecar' ? 'sidecar' : 'companion',
    deployment: item.identity.name,
    namespace,
    podNamespace,
    secretName,
    image: syncImage ?? image,
    runnerAccount: serviceAccount,
    grantRunner: !isGranted(items, need),
  };
}
