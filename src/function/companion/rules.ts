// Who may do what: the least that the sync needs in each namespace, and what the runner lacks.

const CORE = [''];
/** The ServiceAccount of the function pods. */
const POD_ACCOUNT = 'default';

/** On the source Secret, in the function runner's namespace. */
export const sourceRules = (secretName: string) => [
  {
    apiGroups: CORE,
    resources: ['secrets'],
    resourceNames: [secretName],
    verbs: ['get', 'watch'],
  },
  { apiGroups: CORE, resources: ['events'], verbs: ['create', 'patch'] },
];

/** On the target Secret and the pods' ServiceAccount. A create cannot be restricted by name. */
export const targetRules = (secretName: string) => [
  {
    apiGroups: CORE,
    resources: ['secrets'],
    resourceNames: [secretName],
    verbs: ['get', 'watch', 'update', 'delete'],
  },
  { apiGroups: CORE, resources: ['secrets'], verbs: ['create'] },
  {
    apiGroups: CORE,
    resources: ['serviceaccounts'],
    resourceNames: [POD_ACCOUNT],
    verbs: ['get', 'watch', 'update'],
  },
];

/**
 * What the function runner itself needs to replicate the Secret. Its client reads through a cache,
 * which lists and watches all Secrets of the namespace.
 */
export const RUNNER_RULES = [
  {
    apiGroups: CORE,
    resources: ['secrets'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'delete'],
  },
];
