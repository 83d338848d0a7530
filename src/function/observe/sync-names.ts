// The names of the sync's objects: they begin with that of the Deployment that they are for.

/** How the name ends, by the part; wherever the sync runs, no two of a kind share a name in any namespace. */
const SUFFIXES = {
  sync: '-pull-secret-sync',
  'sync-target': '-pull-secret-sync-target',
  'runner-rights': '-pull-secrets',
} as const;

export type SyncPart = keyof typeof SUFFIXES;
export const SYNC_PARTS = Object.keys(SUFFIXES) as readonly SyncPart[];

export const syncName = (deployment: string, part: SyncPart): string =>
  `${deployment}${SUFFIXES[part]}`;

/** The Deployment in a name; `undefined` where another function has changed the name, or the part has none. */
export function deploymentOf(name: string, part: string): string | undefined {
  const syncPart = SYNC_PARTS.find(each => each === part);
  const suffix = syncPart && SUFFIXES[syncPart];
  return suffix !== undefined && name.endsWith(suffix) ? name.slice(0, -suffix.length) : undefined;
}

/** The part whose objects have a name that ends so; of several, the one with the longest end. */
export const syncPartOf = (name: string): SyncPart | undefined =>
  SYNC_PARTS.toSorted((a, b) => SUFFIXES[b].length - SUFFIXES[a].length).find(part =>
    name.endsWith(SUFFIXES[part]),
  );
