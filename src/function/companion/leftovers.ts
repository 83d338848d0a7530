// What the sync leaves in the cluster when it goes, or when it copies to another place.
import { matching } from '../../krm/matching.ts';
import { get, listAt } from '../../krm/object.ts';
import { resultOn } from '../../krm/result.ts';
import { DEFAULT_POD_NAMESPACE } from '../../porch/flags.ts';
import type { Edits } from '../edits.ts';
import { isOwn } from '../ownership.ts';
import type { Request } from '../request.ts';
import type { Target } from '../target.ts';
import { namesOf, TARGET_NAMESPACE } from './manifest.ts';
import { NAMESPACE } from './namespace.ts';

/** Where the sync has copied to so far: by its own words, for another function may have moved its manifest. */
export function copyNamespace(
  { items, target }: Pick<Request, 'items' | 'target'>,
  podNamespace: string,
): string {
  const { sync } = namesOf(target.item.identity.name);
  const companions = matching(items, { kind: 'Deployment', name: sync }).filter(isOwn);
  const containers = companions.flatMap(({ value }) =>
    listAt(value, 'spec', 'template', 'spec', 'containers'),
  );
  const variables = [...containers, ...target.containers].flatMap(one => listAt(one, 'env'));
  const variable = variables.find(one => get(one, 'name') === TARGET_NAMESPACE);
  return `${get(variable, 'value') ?? podNamespace}`;
}

/** How to remove the copy and its reference: live credentials. */
export function leftovers({ item }: Target, secretName: string, copiedTo: string): Edits {
  const namespace = NAMESPACE.test(copiedTo) ? copiedTo : DEFAULT_POD_NAMESPACE;
  const message =
    'what the pull-secret sync wrote stays in the cluster, with live credentials; remove it by ' +
    `\`kubectl -n ${namespace} delete secret ${secretName}\`, and its entry in \`imagePullSecrets\` by ` +
    `\`kubectl -n ${namespace} edit serviceaccount default\``;
  return { results: [resultOn(item.identity, 'info', message)] };
}
