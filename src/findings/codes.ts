// The codes of all findings, by area: tests and the doctor name a finding by its code, never by its words.

export const CODES = {
  wire: [],
  registry: [],
  function: [],
  sync: [
    // of the environment
    'variable-missing',
    'variable-invalid',
    'namespaces-equal',
    'cluster-unknown',
    'kubeconfig-unreadable',
    // of a pass
    'source-missing',
    'source-invalid',
    'registry-never-found',
    'target-foreign',
    'target-terminating',
    'service-account-missing',
    'namespace-missing',
    'namespace-terminating',
    'unauthorized',
    'forbidden',
    'rejected',
    // of a write: why it was made
    'target-missing',
    'target-unlabelled',
    'target-differs',
    'target-mistyped',
    'target-immutable',
    'service-account-unlisted',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Code = (typeof CODES)[keyof typeof CODES][number];
