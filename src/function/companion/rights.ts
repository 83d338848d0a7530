// The function runner's own rights on the Secrets of the function pods' namespace.
import { type Result, resultOn } from '../../krm/result.ts';
import type { Release } from '../../porch/releases.ts';
import type { Request } from '../request.ts';
import type { Target } from '../target.ts';
import { type Granted, grantedBy } from './grants.ts';
import { NAMESPACE } from './namespace.ts';

export type Rights = Granted & { readonly namespace: string };

/** What the runner does with the copy. */
const REPLICATE = ['get', 'create', 'update', 'delete'];

export function rightsOf({ items, target }: Request, release: Release, namespace: string): Rights {
  const need = {
    account: target.serviceAccount,
    accountNamespace: target.namespace,
    namespace,
    verbs: release.cachedReads ? [...REPLICATE, 'list', 'watch'] : REPLICATE,
  };
  return { namespace, ...grantedBy(items, need) };
}

/** A warning, unless the package binds the account to nothing: then another may hold all its bindings. */
export function lackingRights(
  { item, namespace: own, serviceAccount }: Target,
  { namespace, isBound, missing }: Rights,
): Result[] {
  if (!isBound || missing.length === 0 || !NAMESPACE.test(namespace)) return [];
  const otherwise = namespace === own ? '' : ', or leave `sync: none` out';
  const message =
    `the ServiceAccount \`${serviceAccount}\` must have ${missing.join(', ')} on Secrets in ` +
    `\`${namespace}\`, which the package does not give it: without them the runner cannot copy the ` +
    `pull secret; add them to its Role${otherwise}`;
  return [resultOn(item.identity, 'warning', message)];
}
