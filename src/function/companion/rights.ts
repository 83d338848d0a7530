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

/** A warning where the package clearly does not give the runner what it copies the pull secret with. */
export function lackingRights(
  { item, serviceAccount }: Target,
  { namespace, isClear, missing }: Rights,
): Result[] {
  const lacking = missing.filter(verb => verb !== 'delete');
  if (!isClear || lacking.length === 0 || !NAMESPACE.test(namespace)) return [];
  const message =
    `the package must give the ServiceAccount \`${serviceAccount}\` ${lacking.join(', ')} on Secrets in ` +
    `\`${namespace}\`, without which the runner cannot copy the pull secret; or leave \`sync: none\` out`;
  return [resultOn(item.identity, 'warning', message)];
}
