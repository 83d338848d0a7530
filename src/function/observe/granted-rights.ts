// Whether the package's own RBAC lets the function runner replicate the Secret.
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get, listAt, stringAt } from '../../krm/object.ts';
import { isOwn } from './ownership.ts';

/** Who asks for what, where. */
export type Need = {
  readonly account: string;
  readonly accountNamespace: string;
  readonly namespace: string;
  /** On all Secrets of the namespace. */
  readonly verbs: readonly string[];
};

export type Granted = {
  /** The verbs that are asked for and not granted. */
  readonly missing: readonly string[];
  /** Whether it is clear what is granted: by roles of the package, each for all Secrets. */
  readonly isClear: boolean;
};

/** What the package itself grants the account, without what the function itself wrote. */
export function grantedBy(items: readonly Item[], need: Need): Granted {
  const bindings = [
    ...matching(items, { kind: 'ClusterRoleBinding' }),
    ...matching(items, { kind: 'RoleBinding', namespace: need.namespace }),
  ]
    .filter(item => !isOwn(item))
    .map(item => item.value)
    .filter(binding => listAt(binding, 'subjects').some(subject => isAccount(subject, need)));
  const known = rolesFor(items, need.namespace, bindings);
  const roles = bindings.map(binding => known.get(refOf(binding))?.value);
  const rules = roles.flatMap(role => listAt(role, 'rules')).filter(coversSecrets);
  const verbs = new Set(rules.filter(isForAll).flatMap(rule => listAt(rule, 'verbs')));
  return {
    missing: verbs.has('*') ? [] : need.verbs.filter(verb => !verbs.has(verb)),
    isClear: roles.length > 0 && roles.every(holdsItsRules) && rules.every(isForAll),
  };
}

function isAccount(subject: unknown, { account, accountNamespace }: Need): boolean {
  const [kind, name] = [stringAt(subject, 'kind'), stringAt(subject, 'name')];
  if (kind === 'Group') return groupsIn(accountNamespace).includes(name);
  const isHere = get(subject, 'namespace') === accountNamespace;
  return kind === 'ServiceAccount' && name === account && isHere;
}

const groupsIn = (namespace: string): readonly string[] => [
  'system:authenticated',
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
];

/** The roles that the bindings of a namespace refer to, by kind and name; of several the first. */
function rolesFor(
  items: readonly Item[],
  namespace: string,
  bindings: readonly unknown[],
): ReadonlyMap<string, Item> {
  const names = [...new Set(bindings.map(binding => stringAt(binding, 'roleRef', 'name')))];
  // To look for many names would take longer than to parse the headers.
  const isMeant = (item: Item) => names.length > 20 || names.some(name => item.mayHold(name));
  const roles = [
    ...matching(items, { kind: 'ClusterRole' }, isMeant),
    ...matching(items, { kind: 'Role', namespace }, isMeant),
  ];
  return new Map(
    roles.toReversed().map(item => [`${item.identity.kind}/${item.identity.name}`, item]),
  );
}

const refOf = (binding: unknown): string =>
  `${stringAt(binding, 'roleRef', 'kind')}/${stringAt(binding, 'roleRef', 'name')}`;

/** A role of another package does not, nor one that the cluster puts together from others. */
const holdsItsRules = (role: unknown): boolean =>
  role !== undefined && get(role, 'aggregationRule') === undefined;

const coversSecrets = (rule: unknown): boolean =>
  ['', '*'].some(group => listAt(rule, 'apiGroups').includes(group)) &&
  ['secrets', '*'].some(resource => listAt(rule, 'resources').includes(resource));

const isForAll = (rule: unknown): boolean => listAt(rule, 'resourceNames').length === 0;
