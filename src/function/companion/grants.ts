// Whether the package's own RBAC lets the function runner replicate the Secret.
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get, listAt } from '../../krm/object.ts';
import { isOwn } from '../ownership.ts';

/** Who asks for what, where. */
export type Need = {
  readonly account: string;
  readonly accountNamespace: string;
  readonly namespace: string;
  /** On all Secrets of the namespace. */
  readonly verbs: readonly string[];
};

/** Whether what the package itself brings, without what the function wrote, grants it. */
export function isGranted(items: readonly Item[], need: Need): boolean {
  const granted = new Set(
    [
      ...matching(items, { kind: 'ClusterRoleBinding' }),
      ...matching(items, { kind: 'RoleBinding', namespace: need.namespace }),
    ]
      .filter(item => !isOwn(item))
      .map(item => item.value)
      .filter(binding => listAt(binding, 'subjects').some(subject => isAccount(subject, need)))
      .flatMap(binding => rulesOf(items, get(binding, 'roleRef'), need.namespace))
      .filter(coversSecrets)
      .flatMap(rule => listAt(rule, 'verbs')),
  );
  return granted.has('*') || need.verbs.every(verb => granted.has(verb));
}

const isAccount = (subject: unknown, { account, accountNamespace }: Need): boolean =>
  get(subject, 'kind') === 'ServiceAccount' &&
  get(subject, 'name') === account &&
  get(subject, 'namespace') === accountNamespace;

function rulesOf(items: readonly Item[], roleRef: unknown, namespace: string): readonly unknown[] {
  const [kind, name] = [`${get(roleRef, 'kind')}`, `${get(roleRef, 'name')}`];
  const where = kind === 'ClusterRole' ? {} : { namespace };
  const [role] = matching(items, { kind, name, ...where });
  return listAt(role?.value, 'rules');
}

const coversSecrets = (rule: unknown): boolean =>
  ['', '*'].some(group => listAt(rule, 'apiGroups').includes(group)) &&
  ['secrets', '*'].some(resource => listAt(rule, 'resources').includes(resource)) &&
  listAt(rule, 'resourceNames').length === 0;
