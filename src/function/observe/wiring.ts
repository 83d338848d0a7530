// How a Secret is wired now: read from the runner's own flags, by way of the mount to the volume.
import { posix } from 'node:path';
import { get, listAt } from '../../krm/object.ts';
import { pairOf, textAt } from '../../yaml/lookup.ts';
import type { MappingNode } from '../../yaml/node.ts';
import type { Options } from '../input/options.ts';
import { flagValue } from './arguments.ts';
import type { ContainerFields } from './container-fields.ts';
import type { ListField } from './editable-fields.ts';
import { DEFAULT_CA_SECRET, type MountedSecret } from './mounted-secret.ts';

/** The names of a Secret's wiring, as the options give them. */
type WiringNames = {
  readonly volumeName: string;
  readonly mountPath: string;
  readonly secretName: string;
};

/** An entry of `volumeMounts` or `volumes`. */
export type Entry = { readonly node: MappingNode; readonly index: number };

export type Wiring = {
  readonly secret: MountedSecret;
  readonly names: WiringNames;
  readonly mount: Entry | undefined;
  readonly volume: Entry | undefined;
  /** The names that flag and volume have for the Secret: one, or two that differ. */
  readonly secretNames: ReadonlySet<string>;
};

/**
 * The wiring that the path flag leads to. What bears the names and the form that the options give is the
 * function's as well, so that flags removed by hand leave nothing behind.
 *
 * @param other a wiring whose mount and volume are not this Secret's
 */
export function observeWiring(
  runner: ContainerFields,
  secret: MountedSecret,
  options: Options,
  other?: Wiring,
): Wiring {
  const names = wiringNames(secret, options);
  const { folder, file } = flagTarget(runner, secret);
  const mountWith = (condition: (node: MappingNode) => boolean) =>
    entryWith(runner.volumeMounts, (node, at) => at !== other?.mount?.index && condition(node));
  const volumeWith = (condition: (node: MappingNode) => boolean) =>
    entryWith(runner.volumes, (node, at) => at !== other?.volume?.index && condition(node));
  const mount =
    mountWith(node => mountPathOf(node) === folder) ??
    mountWith(node => mountPathOf(node) === file && textAt(node, 'subPath') !== undefined) ??
    mountWith(
      node => mountPathOf(node) === names.mountPath && textAt(node, 'name') === names.volumeName,
    );
  const name = mount === undefined ? undefined : textAt(mount.node, 'name');
  const volume =
    volumeWith(node => name !== undefined && textAt(node, 'name') === name) ??
    volumeWith(
      node => textAt(node, 'name') === names.volumeName && secretNameOf(node) === names.secretName,
    );
  const { nameFlag } = secret;
  const called = [nameFlag && flagValue(runner, nameFlag), volume && secretNameOf(volume.node)];
  const secretNames = new Set(called.filter(text => text !== undefined));
  return { secret, names, mount, volume, secretNames };
}

const wiringNames = ({ options: keys }: MountedSecret, options: Options): WiringNames => ({
  volumeName: options[keys.volumeName],
  mountPath: normalPath(options[keys.mountPath]),
  secretName: options[keys.secretName] ?? DEFAULT_CA_SECRET,
});

/** The folder that the path flag leads to, and the file in it if it names one. */
function flagTarget(
  runner: ContainerFields,
  { pathFlag, formerPathFlags, pathNames }: MountedSecret,
) {
  const path = [pathFlag, ...formerPathFlags].map(name => flagValue(runner, name)).find(Boolean);
  if (path === undefined) return {};
  if (pathNames === 'folder') return { folder: normalPath(path) };
  return { folder: normalPath(posix.dirname(path)), file: normalPath(path) };
}

/** The Secret's name in the volume now: a flag could hold anything, a credential too. */
export const secretNameNow = ({ volume, names }: Wiring): string =>
  (volume && secretNameOf(volume.node)) ?? names.secretName;

/** Whether the Secret is mounted, or a volume of it is there. */
export const isWired = ({ volume, mount }: Wiring): boolean =>
  volume !== undefined || mount !== undefined;

/** Whether the flags lead to a volume that never was the function's: it holds no Secret. */
export const isForeign = ({ volume }: Wiring): boolean =>
  volume !== undefined && pairOf(volume.node, 'secret') === undefined;

/** Whether a mount other than the wiring's, in any container of the pod, uses its volume. */
export function isVolumeShared(
  { containers }: ContainerFields,
  { mount, volume }: Wiring,
): boolean {
  const name = volume && textAt(volume.node, 'name');
  const mounts = containers.flatMap(container => listAt(container, 'volumeMounts'));
  const uses = mounts.filter(used => get(used, 'name') === name).length;
  const own = mount !== undefined && textAt(mount.node, 'name') === name ? 1 : 0;
  return name !== undefined && uses > own;
}

/** Without empty segments and trailing slash, as the kubelet cleans it. */
export const normalPath = (path: string): string => posix.normalize(path).replace(/(?<=.)\/$/, '');

/** Whether a mount at `folder` hides `path`. */
export const covers = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

/** Whether one of two folders is the other, or in it. */
export const isNested = (a: string, b: string): boolean => covers(a, b) || covers(b, a);

export function mountPathOf(node: MappingNode): string | undefined {
  const path = textAt(node, 'mountPath');
  return path === undefined ? undefined : normalPath(path);
}

export function secretNameOf(volume: MappingNode): string | undefined {
  const secret = pairOf(volume, 'secret')?.value;
  return secret === undefined ? undefined : textAt(secret, 'secretName');
}

/** The first entry that is a map and meets the condition. */
export function entryWith(
  { items }: ListField,
  condition: (node: MappingNode, index: number) => boolean,
): Entry | undefined {
  for (const [index, node] of items.entries()) {
    if (node.kind === 'mapping' && condition(node, index)) return { node, index };
  }
  return undefined;
}
