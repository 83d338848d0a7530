// What the sync leaves in the cluster when it goes, or when it copies to another place.
import { matching } from '../../krm/matching.ts';
import { get, listAt } from '../../krm/object.ts';
import { resultOn } from '../../krm/result.ts';
import { DEFAULT_POD_NAMESPACE } from '../../porch/flags.ts';
import { type Edits, NOTHING } from '../edits.ts';
import { isOwn } from '../ownership.ts';
import type { Request } from '../request.ts';
import type { Target } from '../target.ts';
import { isSyncContainer, namesOf, TARGET_NAMESPACE } from './manifest.ts';
import { isNamespace, podNamespaceOf } from './pod-namespace.ts';

/** Where the sync has copied to so far: as its container says, for another function may have moved the manifest. */
export function copyNamespace({ items, target }: Request): string {
  const { sync } = namesOf(target.item.identity.name);
  const companions = matching(items, { kind: 'Deployment', name: sync }).filter(isOwn);
  const containers = companions.flatMap(({ value }) =>
    listAt(value, 'spec', 'template', 'spec', 'containers'),
  );
  const container = [...containers, ...target.containers].find(isSyncContainer);
  const variables = listAt(container, 'env');
  const copiedTo = variables.find(variable => get(variable, 'name') === TARGET_NAMESPACE);
  return `${get(copiedTo, 'value') ?? podNamespaceOf(target)}`;
}

/** How to remove the copy and its reference: live credentials. Where the runner is now, they are its own. */
export function leftovers(
  { item, namespace: own }: Target,
  secretName: string,
  copiedTo: string,
): Edits {
  if (copiedTo === own) return NOTHING;
  const namespace = isNamespace(copiedTo) ? copiedTo : DEFAULT_POD_NAMESPACE;
  const message =
    'what the pull-secret sync wrote stays in the cluster, with live credentials; remove it by ' +
    `\`kubectl -n ${namespace} delete secret ${secretName}\`, and its entry in \`imagePullSecrets\` by ` +
    `\`kubectl -n ${namespace} edit serviceaccount default\``;
  return { results: [resultOn(item.identity, 'info', message)] };
}
