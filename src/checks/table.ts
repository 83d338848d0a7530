// All checks, in the order of their codes: documents and reports are made from this list.

import { CA_CHECKS } from './ca-checks.ts';
import type { Check } from './check.ts';
import { COPY_CHECKS } from './copy-checks.ts';
import { FLAG_CHECKS } from './flag-checks.ts';
import { IMAGE_CHECKS } from './image-checks.ts';
import { MOUNT_CHECKS } from './mount-checks.ts';
import { PACKAGE_CHECKS } from './package-checks.ts';
import { POD_CHECKS } from './pod-checks.ts';
import { PULL_SECRET_CHECKS } from './pull-secret-checks.ts';
import { RIGHT_CHECKS } from './right-checks.ts';
import { SYNC_CHECKS } from './sync-checks.ts';

export type Area = { readonly name: string; readonly checks: readonly Check[] };

export const AREAS: readonly Area[] = [
  { name: "The function runner's flags", checks: FLAG_CHECKS },
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
