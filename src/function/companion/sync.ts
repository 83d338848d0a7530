// Where the pull-secret sync runs: in a Deployment of its own, in the runner's pod, or nowhere.
import { posix } from 'node:path';
import { type Checked, isError, resultOn } from '../../krm/result.ts';
import { POD_NAMESPACE } from '../../porch/flags.ts';
import type { Release } from '../../porch/releases.ts';
import { type Edits, isEdit, NOTHING, together } from '../edits.ts';
import type { Request } from '../request.ts';
import type { Target } from '../target.ts';
import { editCompanion, removeCompanion } from './companion.ts';
import type { Granted } from './grants.ts';
import { copyNamespace, leftovers } from './leftovers.ts';
import type { Companion } from './manifest.ts';
import { isNamespace, podNamespaceOf } from './pod-namespace.ts';
import { lackingRights, rightsOf } from './rights.ts';
import { editSidecar, removeSidecar } from './sidecar.ts';

const FILE = '2-function-runner-pull-secret-sync.yaml';

/** @param secretName what the wiring has called the Secret so far */
export function editSync(request: Request, release: Release, secretName: string): Checked<Edits> {
  const { items, target, config, slots } = request;
  const { sync, syncPath } = config.options;
  const podNamespace = podNamespaceOf(target);
  // In one namespace there is nothing to replicate.
  if (podNamespace === target.namespace) {
    return { value: removeSync(request, secretName), results: [] };
  }
  const rights = rightsOf(request, release);
  if (sync === 'none') {
    return { value: removeSync(request, secretName), results: lackingRights(target, rights) };
  }
  if (!isNamespace(podNamespace)) return refuseNamespace(target);
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
  const edits = together(parts.flatMap(({ value = [] }) => value));
  const copiedTo = copyNamespace(request);
  const isElsewhere = secretName !== config.options.secretName || copiedTo !== podNamespace;
  const isLeft = isElsewhere && edits.changed.some(isEdit);
  const value = isLeft ? together([leftovers(target, secretName, copiedTo), edits]) : edits;
  return { value, results };
}

/** Takes the controller away; what it wrote in the cluster stays, and the user is told. */
export function removeSync(request: Request, secretName: string): Edits {
  const { items, target } = request;
  const removed = [removeCompanion(items, target.item.identity.name), removeSidecar(target)];
  if (removed.every(({ results }) => results.length === 0)) return NOTHING;
  return together([leftovers(target, secretName, copyNamespace(request)), ...removed]);
}

function refuseNamespace({ item, command, args }: Target): Checked<never> {
  const { path } = command.items.length > 0 ? command : args;
  const message =
    `the flag \`--${POD_NAMESPACE}\` must be the name of a namespace, written out: the manifest of the ` +
    'pull-secret sync needs it; or set `sync: none`';
  return { results: [resultOn(item.identity, 'error', message, path)] };
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
