// The function runner's own rights on the Secrets of the function pods' namespace.
import { type Result, resultOn } from '../../krm/result.ts';
import type { Release } from '../../porch/releases.ts';
import type { Request } from '../request.ts';
import type { Target } from '../target.ts';
import { type Granted, grantedBy } from './grants.ts';
import { isNamespace, podNamespaceOf } from './pod-namespace.ts';

/** What the runner does with the copy. */
const REPLICATE = ['get', 'create', 'update', 'delete'];

export const rightsOf = ({ items, target }: Request, release: Release): Granted =>
  grantedBy(items, {
    account: target.serviceAccount,
    accountNamespace: target.namespace,
    namespace: podNamespaceOf(target),
    verbs: release.cachedReads ? [...REPLICATE, 'list', 'watch'] : REPLICATE,
  });

/** A warning where the package clearly does not give the runner what it copies the pull secret with. */
export function lackingRights(target: Target, { isClear, missing }: Granted): Result[] {
  const { item, serviceAccount } = target;
  const namespace = podNamespaceOf(target);
  // To copy, it need not delete.
  const lacking = missing.filter(verb => verb !== 'delete');
  if (!isClear || lacking.length === 0 || !isNamespace(namespace)) return [];
  const message =
    `the package must give the ServiceAccount \`${serviceAccount}\` ${lacking.join(', ')} on Secrets in ` +
    `\`${namespace}\`, without which the runner cannot copy the pull secret; or leave \`sync: none\` out`;
  return [resultOn(item.identity, 'warning', message)];
}
