// The chain from a path flag over mount and volume to a Secret.
import { posix } from 'node:path';
import { normalPath } from '../function/observe/wiring.ts';
import { get, listAt } from '../krm/object.ts';
import {
  AUTH_PATH,
  ENABLE_FLAGS,
  type Flag,
  isTrue,
  TLS_ENABLE,
  TLS_PATH,
} from '../porch/flags.ts';
import type { Path } from '../yaml/path.ts';

/** A flag and where it stands. */
export type FlagItem = Flag & { readonly path: Path };

export type Mount = {
  readonly name: string;
  readonly folder: string;
  readonly value: unknown;
  readonly path: Path;
};

export type Volume = { readonly name: string; readonly value: unknown; readonly path: Path };

type Flags = { readonly flags: readonly FlagItem[] };
type Parts = Flags & { readonly mounts: readonly Mount[]; readonly volumes: readonly Volume[] };

/** Of copies the last counts, as for Go. */
export const flagOf = ({ flags }: Flags, name: string): FlagItem | undefined =>
  flags.findLast(flag => flag.name === name);

/** Where the function runner looks without the flag. */
const DEFAULTS: Readonly<Record<string, readonly [path: string, enabledBy: readonly string[]]>> = {
  [AUTH_PATH]: ['/var/tmp/config-secret/.dockerconfigjson', ENABLE_FLAGS],
  [TLS_PATH]: ['/var/tmp/tls-secret/', [TLS_ENABLE]],
};

/** The path that a path flag gives, or stands for where it is left out. */
export function pathOf({ flags }: Flags, pathFlag: string): string | undefined {
  const flag = flagOf({ flags }, pathFlag);
  if (flag !== undefined) return flag.value;
  const [path, enabledBy = []] = DEFAULTS[pathFlag] ?? [];
  const enable = enabledBy.map(name => flagOf({ flags }, name)).find(Boolean);
  return enable !== undefined && isTrue(enable.value) ? path : undefined;
}

/** The mount that holds the file or folder of a path flag. */
export function mountOf(parts: Parts, pathFlag: string): Mount | undefined {
  const { mounts } = parts;
  const path = pathOf(parts, pathFlag);
  if (path === undefined) return undefined;
  const at = normalPath(path);
  const folder = pathFlag === AUTH_PATH ? posix.dirname(at) : at;
  return (
    mounts.find(mount => mount.folder === folder) ??
    mounts.find(mount => mount.folder === at && get(mount.value, 'subPath') !== undefined)
  );
}

export const volumeOf = (parts: Parts, pathFlag: string): Volume | undefined => {
  const mount = mountOf(parts, pathFlag);
  return mount && parts.volumes.find(({ name }) => name === mount.name);
};

/** The Secret at the end of the chain. */
export const mountedSecret = (parts: Parts, pathFlag: string): string | undefined =>
  secretNameIn(volumeOf(parts, pathFlag)?.value);

/** The Secret that a volume holds: as its source, or as the only one among several sources. */
export function secretNameIn(volume: unknown): string | undefined {
  const projected = listAt(volume, 'projected', 'sources').flatMap(
    source => get(source, 'secret', 'name') ?? [],
  );
  const name =
    get(volume, 'secret', 'secretName') ?? (projected.length === 1 ? projected[0] : undefined);
  return typeof name === 'string' ? name : undefined;
}
