// How the Secret is wired today: read from the runner's own flags, by way of the mount to the volume.
import { posix } from 'node:path';
import { get } from '../krm/object.ts';
import { AUTH_NAME, AUTH_PATH } from '../porch/flags.ts';
import { pairOf } from '../yaml/edit.ts';
import type { MappingNode } from '../yaml/tree.ts';
import { flagValue } from './flags.ts';
import type { Options } from './options.ts';
import { type List, type Target, textAt } from './target.ts';

/** A volume with its mount, as the function writes them. */
export type Wiring = {
  readonly volumeName: string;
  readonly mountPath: string;
  readonly secretName: string;
};

export const wiringOf = ({ volumeName, mountPath, secretName }: Options): Wiring => ({
  volumeName,
  mountPath: normalPath(mountPath),
  secretName,
});

/** An entry of `volumeMounts` or `volumes`. */
export type Entry = { readonly node: MappingNode; readonly index: number };

export type Wired = {
  readonly mount: Entry | undefined;
  readonly volume: Entry | undefined;
  /** The names by which the wiring calls its Secret. */
  readonly secrets: ReadonlySet<string>;
};

/**
 * The wiring that the path flag leads to. What bears the names and the form that `wanted` gives is
 * ours as well, so that flags removed by hand leave nothing behind.
 */
export function readWired(target: Target, wanted: Wiring): Wired {
  const path = flagValue(target, AUTH_PATH);
  const folder = path === undefined ? undefined : normalPath(posix.dirname(path));
  const mount =
    find(target.volumeMounts, node => mountPathOf(node) === folder) ??
    find(
      target.volumeMounts,
      node => mountPathOf(node) === wanted.mountPath && textAt(node, 'name') === wanted.volumeName,
    );
  const name = mount === undefined ? undefined : textAt(mount.node, 'name');
  const volume =
    find(target.volumes, node => name !== undefined && textAt(node, 'name') === name) ??
    find(
      target.volumes,
      node =>
        textAt(node, 'name') === wanted.volumeName && secretNameOf(node) === wanted.secretName,
    );
  const names = [flagValue(target, AUTH_NAME), volume && secretNameOf(volume.node)];
  return { mount, volume, secrets: new Set(names.filter(text => text !== undefined)) };
}

/** Whether a mount other than ours, in any container of the pod, uses our volume. */
export function isShared({ containers }: Target, { mount, volume }: Wired): boolean {
  const name = volume && textAt(volume.node, 'name');
  const uses = containers.flatMap(mountNames).filter(used => used === name).length;
  const ours = mount !== undefined && textAt(mount.node, 'name') === name ? 1 : 0;
  return name !== undefined && uses > ours;
}

function mountNames(container: unknown): unknown[] {
  const mounts = get(container, 'volumeMounts');
  return Array.isArray(mounts) ? mounts.map(mount => get(mount, 'name')) : [];
}

/** Without empty segments and trailing slash, as the kubelet cleans it. */
export const normalPath = (path: string): string => posix.normalize(path).replace(/(?<=.)\/$/, '');

export function mountPathOf(node: MappingNode): string | undefined {
  const path = textAt(node, 'mountPath');
  return path === undefined ? undefined : normalPath(path);
}

export function secretNameOf(volume: MappingNode): string | undefined {
  const secret = pairOf(volume, 'secret')?.value;
  return secret === undefined ? undefined : textAt(secret, 'secretName');
}

/** The first entry that is a map and meets the condition. */
export function find(
  { items }: List,
  condition: (node: MappingNode, index: number) => boolean,
): Entry | undefined {
  for (const [index, node] of items.entries()) {
    if (node.kind === 'mapping' && condition(node, index)) return { node, index };
  }
  return undefined;
}
