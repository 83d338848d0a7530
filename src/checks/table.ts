// All checks, in the order of their codes: documents and reports are made from this list.
import type { Check } from './check.ts';
import { COPY_CHECKS } from './copy.ts';
import { FLAG_CHECKS } from './flags.ts';
import { IMAGE_CHECKS } from './images.ts';
import { MOUNT_CHECKS } from './mounts.ts';
import { PACKAGE_CHECKS } from './package.ts';
import { POD_CHECKS } from './pods.ts';
import { CA_CHECKS } from './private-ca.ts';
import { PULL_SECRET_CHECKS } from './pull-secret.ts';
import { RIGHT_CHECKS } from './rights.ts';
import { SYNC_CHECKS } from './sync.ts';

export type Area = { readonly name: string; readonly checks: readonly Check[] };

export const AREAS: readonly Area[] = [
  { name: "The evaluator's flags", checks: FLAG_CHECKS },
  { name: 'From the flag to the Secret', checks: MOUNT_CHECKS },
  { name: 'The pull secret', checks: PULL_SECRET_CHECKS },
  { name: 'A private CA', checks: CA_CHECKS },
  { name: "The copy in the pods' namespace", checks: COPY_CHECKS },
  { name: 'The sync', checks: SYNC_CHECKS },
  { name: 'Rights', checks: RIGHT_CHECKS },
  { name: 'Pods', checks: POD_CHECKS },
  { name: 'Images', checks: IMAGE_CHECKS },
  { name: 'The package', checks: PACKAGE_CHECKS },
];

export const CHECKS: readonly Check[] = AREAS.flatMap(({ checks }) => checks);
