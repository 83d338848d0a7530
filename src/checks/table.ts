// All checks, in the order of their codes: documents and reports are made from this list.

import { CA_CHECKS } from './ca-checks.ts';
import type { Check } from './check.ts';
import { COPY_CHECKS } from './copy-checks.ts';
import { EVALUATOR_CHECKS } from './evaluator-checks.ts';
import { FLAG_CHECKS } from './flag-checks.ts';
import { IMAGE_CHECKS } from './image-checks.ts';
import { LOGIN_CHECKS } from './login-checks.ts';
import { MOUNT_CHECKS } from './mount-checks.ts';
import { MOUNTED_FILE_CHECKS } from './mounted-file-checks.ts';
import { PACKAGE_CHECKS } from './package-checks.ts';
import { POD_CHECKS } from './pod-checks.ts';
import { PULL_SECRET_CHECKS } from './pull-secret-checks.ts';
import { RIGHT_CHECKS } from './right-checks.ts';
import { SYNC_CHECKS } from './sync-checks.ts';
import { WIRING_FLAG_CHECKS } from './wiring-flag-checks.ts';

export type Area = { readonly name: string; readonly checks: readonly Check[] };

const area = (name: string, ...lists: readonly (readonly Check[])[]): Area => ({
  name,
  checks: lists.flat().toSorted((a, b) => Number(a.code > b.code) - Number(a.code < b.code)),
});

export const AREAS: readonly Area[] = [
  area("The function runner's flags", EVALUATOR_CHECKS, FLAG_CHECKS),
  area('From the flag to the Secret', WIRING_FLAG_CHECKS, MOUNT_CHECKS, MOUNTED_FILE_CHECKS),
  area('The pull secret', PULL_SECRET_CHECKS, LOGIN_CHECKS),
  area('A private CA', CA_CHECKS),
  area("The copy in the pods' namespace", COPY_CHECKS),
  area('The sync', SYNC_CHECKS),
  area('Rights', RIGHT_CHECKS),
  area('Pods', POD_CHECKS),
  area('Images', IMAGE_CHECKS),
  area('The package', PACKAGE_CHECKS),
];

export const CHECKS: readonly Check[] = AREAS.flatMap(({ checks }) => checks);
