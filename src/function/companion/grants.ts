// Whether the package's own RBAC lets the function runner replicate the Secret.
import type { Item } from '../../krm/item.ts';
import { get } from '../../krm/object.ts';

/** Who asks for what, where. */
export type Need = {
  readonly account: string;
  readonly accountNamespace: string;
  readonly namespace: string;
  /** On all Secrets of the namespace. */
  readonly verbs: readonly string[];
};

/** @param items what the package itself brings, without what the function wrote */
export function isGranted(items: readonly Item[], need: Need): boolean {
  const granted = new Set(
    items
      .filter(({ identity }) => isBinding(identity.kind, identity.namespace, need))
      .map(item => item.value)
      .filter(binding => listAt(binding, 'subjects').some(subject => isAccount(subject, need)))
      .flatMap(binding => rulesOf(items, get(binding, 'roleRef'), need.namespace))
      .filter(coversSecrets)
      .flatMap(rule => listAt(rule, 'verbs')),
  );
  return granted.has('*') || need.verbs.every(verb => granted.has(verb));
}

const isBinding = (kind: string, namespace: string | undefined, need: Need): boolean =>
  kind === 'ClusterRoleBinding' || (kind === 'RoleBinding' && namespace === need.namespace);

const isAccount = (subject: unknown, { account, accountNamespace }: Need): boolean =>
  get(subject, 'kind') === 'ServiceAccount' &&
  get(subject, 'name') === account &&
  get(subject, 'namespace') === accountNamespace;

function rulesOf(items: readonly Item[], roleRef: unknown, namespace: string): unknown[] {
  const kind = get(roleRef, 'kind');
  const role = items.find(
    ({ identity }) =>
      identity.kind === kind &&
      identity.name === get(roleRef, 'name') &&
      (kind === 'ClusterRole' || identity.namespace === namespace),
  );
  return listAt(role?.value, 'rules');
}

const coversSecrets = (rule: unknown): boolean =>
  ['', '*'].some(group => listAt(rule, 'apiGroups').includes(group)) &&
  ['secrets', '*'].some(resource => listAt(rule, 'resources').includes(resource)) &&
  listAt(rule, 'resourceNames').length === 0;

const listAt = (object: unknown, key: string): unknown[] => {
  const list = get(object, key);
  return Array.isArray(list) ? list : [];
};
