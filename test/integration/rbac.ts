// The least that the controller needs, as the companion manifest grants it.

export const CONTROLLER = 'pull-secret-sync';

const rbac = 'rbac.authorization.k8s.io';

type Rule = {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
};

/** In the source namespace. The Events on the source Secret get names of their own. */
export const sourceRules = (secretName: string): readonly Rule[] => [
  {
    apiGroups: [''],
    resources: ['secrets'],
    resourceNames: [secretName],
    verbs: ['get', 'list', 'watch'],
  },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
];

/** In the target namespace. A create cannot be bound to a name: the request has none in its path. */
export const targetRules = (secretName: string, serviceAccount: string): readonly Rule[] => [
  {
    apiGroups: [''],
    resources: ['secrets'],
    resourceNames: [secretName],
    verbs: ['get', 'list', 'watch', 'update', 'delete'],
  },
  { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
  {
    apiGroups: [''],
    resources: ['serviceaccounts'],
    resourceNames: [serviceAccount],
    verbs: ['get', 'list', 'watch', 'update'],
  },
];

export const role = (namespace: string, rules: readonly Rule[]) => ({
  apiVersion: `${rbac}/v1`,
  kind: 'Role',
  metadata: { name: CONTROLLER, namespace },
  rules,
});

export const roleBinding = (namespace: string, controllerNamespace: string) => ({
  apiVersion: `${rbac}/v1`,
  kind: 'RoleBinding',
  metadata: { name: CONTROLLER, namespace },
  roleRef: { apiGroup: rbac, kind: 'Role', name: CONTROLLER },
  subjects: [{ kind: 'ServiceAccount', name: CONTROLLER, namespace: controllerNamespace }],
});
