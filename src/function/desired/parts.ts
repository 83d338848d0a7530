// The parts that the function puts into a package, and how messages call them.
import { MANAGED_BY, MANAGER, PART_ANNOTATION } from '../../registry/pull-secret.ts';
import type { OwnPart } from '../observe/own-parts.ts';

export type Part =
  | 'pull secret'
  | 'CA secret'
  | 'ExternalSecret'
  | 'pull-secret sync'
  | 'Docker config';

/** Those that are objects of their own. */
export type ObjectPart = Exclude<Part, 'Docker config'>;

type Words = {
  /** How a user keeps an object of that name that is not the function's. */
  readonly keep: string;
  /** What else a user can do. */
  readonly otherwise: string;
};

export const CONFLICT_WORDS: Readonly<Record<ObjectPart, Words>> = {
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

/** The metadata of an object that the function writes: the label is for people, the annotation for the function. */
export const ownMetadata = (part: OwnPart, name: string, namespace: string) => ({
  name,
  namespace,
  labels: { [MANAGED_BY]: MANAGER },
  annotations: { [PART_ANNOTATION]: part },
});
