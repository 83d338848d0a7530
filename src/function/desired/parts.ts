// The parts that the function puts into a package, and how messages call them.

export type Part = 'pull secret' | 'CA secret' | 'ExternalSecret' | 'pull-secret sync';

type Words = {
  /** How a user keeps an object of that name that is not the function's. */
  readonly keep: string;
  /** What else a user can do. */
  readonly otherwise: string;
};

export const PARTS: Readonly<Record<Part, Words>> = {
  'pull secret': {
    keep: 'Set `secretMode: existing` to use it as it is',
    otherwise: 'choose another `secretName`',
  },
  'CA secret': {
    keep: 'Remove `tlsCA` to use it as it is',
    otherwise: 'choose another `tlsSecretName`',
  },
  ExternalSecret: {
    keep: 'Set `secretMode: existing` to use it as it is',
    otherwise: 'choose another `secretName`',
  },
  'pull-secret sync': {
    keep: 'Rename it',
    otherwise: 'set `sync: none` and run the pull-secret sync by other means',
  },
};
