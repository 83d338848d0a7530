// The parts of which objects in the package may be the function's own.

/** The values of the annotation. The kind tells apart the objects of one part. */
export const PARTS = [
  'pull-secret',
  'ca-secret',
  'external-secret',
  'sync',
  'sync-target',
  'runner-rights',
] as const;
export type OwnPart = (typeof PARTS)[number];
