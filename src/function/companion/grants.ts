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

export type Granted = {
  /** Whether the package binds the account to any role there. */
  readonly isBound: boolean;
  /** The verbs that are asked for and not granted. */
  readonly missing: readonly string[];
};

/** What the package itself brings, without what the function wrote. */
export function grantedBy(items: readonly Item[], need: Need): Granted {
  const bindings = [
    ...matching(items, { kind: 'ClusterRoleBinding' }),
    ...matching(items, { kind: 'RoleBinding', namespace: need.namespace }),
  ]
    .filter(item => !isOwn(item))
    .map(item => item.value)
    .filter(binding => listAt(binding, 'subjects').some(subject => isAccount(subject, need)));
  const verbs = new Set(
    bindings
      .flatMap(binding => rulesOf(items, get(binding, 'roleRef'), need.namespace))
      .filter(coversSecrets)
      .flatMap(rule => listAt(rule, 'verbs')),
  );
  const missing = verbs.has('*') ? [] : need.verbs.filter(verb => !verbs.has(verb));
  return { isBound: bindings.length > 0, missing };
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
