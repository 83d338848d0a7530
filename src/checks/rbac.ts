// What the roles and bindings among some objects let a ServiceAccount do.
import { identityOf } from '../krm/identity.ts';
import { get, listAt } from '../krm/object.ts';
import type { KubernetesObject } from './fact.ts';

export type Act = { readonly verb: string; readonly resource: string; readonly name?: string };
export type Account = { readonly name: string; readonly namespace: string };

/** As in `update secrets/auth-secret`. */
export const actText = ({ verb, resource, name }: Act): string =>
  `${verb} ${resource}${name === undefined ? '' : `/${name}`}`;

/** The acts that are not granted; undefined where a role is not among the objects, or is put together elsewhere. */
export function missingActs(
  objects: readonly KubernetesObject[],
  account: Account,
  namespace: string,
  acts: readonly Act[],
): readonly Act[] | undefined {
  const roles = objects
    .filter(object => isBindingIn(object, namespace) && bindsTo(object, account))
    .map(binding => roleOf(objects, binding, namespace));
  const rules = roles.flatMap(role => listAt(role, 'rules'));
  const missing = acts.filter(act => !rules.some(rule => allows(rule, act)));
  const isClear = roles.every(role => role && get(role, 'aggregationRule') === undefined);
  return missing.length === 0 || isClear ? missing : undefined;
}

function isBindingIn(object: KubernetesObject, namespace: string): boolean {
  const { kind, namespace: own } = identityOf(object);
  return kind === 'ClusterRoleBinding' || (kind === 'RoleBinding' && own === namespace);
}

const bindsTo = (binding: KubernetesObject, { name, namespace }: Account): boolean =>
  listAt(binding, 'subjects').some(subject => {
    const called = get(subject, 'name');
    if (get(subject, 'kind') === 'Group') {
      const groups = [
        'system:authenticated',
        'system:serviceaccounts',
        `system:serviceaccounts:${namespace}`,
      ];
      return groups.includes(`${called}`);
    }
    return (
      get(subject, 'kind') === 'ServiceAccount' &&
      called === name &&
      get(subject, 'namespace') === namespace
    );
  });

function roleOf(
  objects: readonly KubernetesObject[],
  binding: KubernetesObject,
  namespace: string,
) {
  const [kind, name] = [get(binding, 'roleRef', 'kind'), get(binding, 'roleRef', 'name')];
  return objects.find(object => {
    const identity = identityOf(object);
    const isHere = kind === 'ClusterRole' || identity.namespace === namespace;
    return identity.kind === kind && identity.name === name && isHere;
  });
}

function allows(rule: unknown, { verb, resource, name }: Act): boolean {
  const has = (key: string, value: string) =>
    [value, '*'].some(text => listAt(rule, key).includes(text));
  const names = listAt(rule, 'resourceNames');
  const isNamed = names.length === 0 || (name !== undefined && names.includes(name));
  return has('apiGroups', '') && has('resources', resource) && has('verbs', verb) && isNamed;
}
