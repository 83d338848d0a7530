// The fields that the function owns in each kind of object; all others are written once, then the user's.
import { PART_ANNOTATION } from '../../registry/pull-secret.ts';
import type { Path } from '../../yaml/path.ts';

export type OwnedFields = {
  /**
   * Set to the function's value in every run, or removed where it has none. A last `*` stands for each key of
   * the function's own object there.
   */
  readonly set: readonly Path[];
  /** Removed in every run. */
  readonly absent: readonly Path[];
};

const TEMPLATE = ['spec', 'target', 'template'];
const POD = ['spec', 'template'];

/** In every object: which part of the function's it is. Name and namespace are set back too. */
export const OWNED_METADATA: Path = ['metadata', 'annotations', PART_ANNOTATION];

/** Creation, correction and the table in docs/security.md come from here. */
export const OWNED_FIELDS: Readonly<Record<string, OwnedFields>> = {
  Secret: {
    set: [['type'], ['data', '*']],
    // Both would keep the Secret in the cluster as it is.
    absent: [['stringData'], ['immutable']],
  },
  ExternalSecret: {
    set: [
      ['spec', 'refreshInterval'],
      ['spec', 'secretStoreRef'],
      ['spec', 'data'],
      ['spec', 'dataFrom'],
      ['spec', 'target', 'name'],
      [...TEMPLATE, 'type'],
      [...TEMPLATE, 'engineVersion'],
      [...TEMPLATE, 'data'],
    ],
    absent: [],
  },
  ServiceAccount: { set: [], absent: [] },
  Role: { set: [['rules']], absent: [] },
  RoleBinding: { set: [['roleRef'], ['subjects']], absent: [] },
  Deployment: {
    set: [
      ['spec', 'selector'],
      [...POD, 'metadata', 'labels', 'app'],
      [...POD, 'spec', 'serviceAccountName'],
      [...POD, 'spec', 'imagePullSecrets'],
    ],
    absent: [],
  },
};

/** In the sync's container, wherever it runs. Of `env` the function owns the variables that it sets. */
export const OWNED_CONTAINER_FIELDS = ['image', 'command'] as const;
