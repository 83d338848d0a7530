// Where the pull-secret sync runs: in a Deployment of its own, in the runner's pod, or nowhere.
import { posix } from 'node:path';
import { type Checked, isError, resultOn } from '../../krm/result.ts';
import { DEFAULT_POD_NAMESPACE, POD_NAMESPACE } from '../../porch/flags.ts';
import type { Release } from '../../porch/releases.ts';
import { type Edits, isEdit, NOTHING, together } from '../edits.ts';
import { flagValue } from '../flags.ts';
import type { Request } from '../request.ts';
import type { Target } from '../target.ts';
import { editCompanion, removeCompanion } from './companion.ts';
import { copyNamespace, leftovers } from './leftovers.ts';
import type { Companion } from './manifest.ts';
import { NAMESPACE } from './namespace.ts';
import { lackingRights, type Rights, rightsOf } from './rights.ts';
import { editSidecar, removeSidecar } from './sidecar.ts';

const FILE = '2-function-runner-pull-secret-sync.yaml';

/** @param secretName what the wiring has called the Secret so far */
export function editSync(request: Request, release: Release, secretName: string): Checked<Edits> {
  const { items, target, config, slots } = request;
  const { sync, syncPath } = config.options;
  const podNamespace = podNamespaceOf(target);
  const rights = rightsOf(request, release, podNamespace);
  // In one namespace there is nothing to replicate.
  if (sync === 'none' || podNamespace === target.namespace) {
    const isCopied = podNamespace !== target.namespace;
    const results = isCopied ? lackingRights(target, rights) : [];
    return { value: removeSync(request, secretName), results };
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
  const copiedTo = copyNamespace(request, podNamespace);
  const isElsewhere = secretName !== config.options.secretName || copiedTo !== podNamespace;
  const isLeft = isElsewhere && edits.some(({ changed = [] }) => changed.some(isEdit));
  return {
    value: together([...(isLeft ? [leftovers(target, secretName, copiedTo)] : []), ...edits]),
    results,
  };
}

/** Takes the controller away; what it wrote in the cluster stays, and the user is told. */
export function removeSync({ items, target }: Request, secretName: string): Edits {
  const removed = [removeCompanion(items, target.item.identity.name), removeSidecar(target)];
  if (removed.every(({ results }) => results.length === 0)) return NOTHING;
  const copiedTo = copyNamespace({ items, target }, podNamespaceOf(target));
  return together([leftovers(target, secretName, copiedTo), ...removed]);
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

function companionOf(
  { target, config, image }: Request,
  podNamespace: string,
  { missing }: Rights,
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
