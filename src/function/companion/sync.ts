// Where the pull-secret sync runs: in a Deployment of its own, in the runner's pod, or nowhere.
import { posix } from 'node:path';
import type { Item } from '../../krm/item.ts';
import { type Checked, isError, type Result, resultOn } from '../../krm/result.ts';
import { DEFAULT_POD_NAMESPACE, POD_NAMESPACE } from '../../porch/flags.ts';
import type { Release } from '../../porch/releases.ts';
import { type Edits, together } from '../edits.ts';
import { flagValue } from '../flags.ts';
import type { Request } from '../request.ts';
import type { Target } from '../target.ts';
import { editCompanion, removeCompanion } from './companion.ts';
import { type Granted, grantedBy } from './grants.ts';
import type { Companion } from './manifest.ts';
import { editSidecar, removeSidecar } from './sidecar.ts';

/** What the runner does with the replica. */
const REPLICATE = ['get', 'create', 'update', 'delete'];
const FILE = '2-function-runner-pull-secret-sync.yaml';
const NAMESPACE = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** @param secretName what the wiring has called the Secret so far */
export function editSync(request: Request, release: Release, secretName: string): Checked<Edits> {
  const { items, target, config, slots } = request;
  const { sync, syncPath } = config.options;
  const podNamespace = podNamespaceOf(target);
  const rights = rightsOf(request, release, podNamespace);
  // In one namespace there is nothing to replicate.
  if (sync === 'none' || podNamespace === target.namespace) {
    const value = removeSync(items, target, secretName);
    return { value, results: lackingRights(target, podNamespace, rights) };
  }
  if (!NAMESPACE.test(podNamespace)) return refuseNamespace(target);
  const companion = companionOf(request, podNamespace, rights);
  const beside = target.item.identity.path;
  const path = beside && (syncPath ?? posix.join(posix.dirname(beside), FILE));
  const parts = [
    editCompanion(items, companion, { path, moves: syncPath !== undefined }, slots),
    sync === 'sidecar'
      ? editSidecar(target, companion)
      : { value: removeSidecar(target), results: [] },
  ];
  const results = parts.flatMap(part => part.results);
  if (results.some(isError)) return { results };
  const edits = parts.flatMap(({ value = [] }) => value);
  const isRenamed =
    secretName !== config.options.secretName && edits.some(({ changed }) => changed);
  return {
    value: together([...(isRenamed ? [leftovers(target, secretName)] : []), ...edits]),
    results,
  };
}

/** Takes the controller away; what it wrote in the cluster stays, and the user is told. */
export function removeSync(items: readonly Item[], target: Target, secretName: string): Edits {
  const removed = [removeCompanion(items, target.item.identity.name), removeSidecar(target)];
  const isThere = removed.some(({ results }) => results.length > 0);
  return together([...(isThere ? [leftovers(target, secretName)] : []), ...removed]);
}

/** How to remove what the sync leaves in the cluster: live credentials. */
function leftovers(target: Target, secretName: string): Edits {
  const podNamespace = podNamespaceOf(target);
  const namespace = NAMESPACE.test(podNamespace) ? podNamespace : DEFAULT_POD_NAMESPACE;
  const message =
    'what the pull-secret sync wrote stays in the cluster, with live credentials; remove it by ' +
    `\`kubectl -n ${namespace} delete secret ${secretName}\`, and its entry in \`imagePullSecrets\` by ` +
    `\`kubectl -n ${namespace} edit serviceaccount default\``;
  return { results: [resultOn(target.item.identity, 'info', message)] };
}

const podNamespaceOf = (target: Target): string =>
  flagValue(target, POD_NAMESPACE) ?? DEFAULT_POD_NAMESPACE;

function refuseNamespace({ item, command, args }: Target): Checked<never> {
  const { path } = command.items.length > 0 ? command : args;
  const message =
    `the flag \`--${POD_NAMESPACE}\` must be the name of a namespace, written out: the manifest of the ` +
    'pull-secret sync needs it; or set `sync: none`';
  return { results: [resultOn(item.identity, 'error', message, path)] };
}

/** Of the runner, on the Secrets of the function pods' namespace. */
const rightsOf = ({ items, target }: Request, release: Release, namespace: string): Granted =>
  grantedBy(items, {
    account: target.serviceAccount,
    accountNamespace: target.namespace,
    namespace,
    verbs: release.cachedReads ? [...REPLICATE, 'list', 'watch'] : REPLICATE,
  });

/** Where the package holds none of the account's bindings, another may hold them all. */
function lackingRights(
  { item, namespace, serviceAccount }: Target,
  podNamespace: string,
  { isBound, missing }: Granted,
): Result[] {
  if (!isBound || missing.length === 0 || !NAMESPACE.test(podNamespace)) return [];
  const otherwise = podNamespace === namespace ? '' : ', or leave `sync: none` out';
  const message =
    `the ServiceAccount \`${serviceAccount}\` must have ${missing.join(', ')} on Secrets in ` +
    `\`${podNamespace}\`, which the package does not give it: without them the runner cannot copy the ` +
    `pull secret; add them to its Role${otherwise}`;
  return [resultOn(item.identity, 'warning', message)];
}

function companionOf(
  { target, config, image }: Request,
  podNamespace: string,
  { missing }: Granted,
): Companion {
  const { sync, secretName, syncImage } = config.options;
  const { namespace, serviceAccount, item } = target;
  return {
    placement: sync === 'sidecar' ? 'sidecar' : 'companion',
    deployment: item.identity.name,
    namespace,
    podNamespace,
    secretName,
    image: syncImage ?? image,
    runnerAccount: serviceAccount,
    grantRunner: missing.length > 0,
  };
}
