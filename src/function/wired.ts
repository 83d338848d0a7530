// How a Secret is wired today: read from the runner's own flags, by way of the mount to the volume.
import { posix } from 'node:path';
import { get } from '../krm/object.ts';
import { pairOf, textAt } from '../yaml/lookup.ts';
import type { MappingNode } from '../yaml/node.ts';
import { flagValue } from './flags.ts';
import type { Options } from './options.ts';
import { DEFAULT_TLS_SECRET, PULL_SECRET, type Purpose, TLS_SECRET } from './purpose.ts';
import type { List, Target } from './target.ts';

/** A volume with its mount, as the function writes them. */
export type Wiring = {
  readonly purpose: Purpose;
  readonly volumeName: string;
  readonly mountPath: string;
  readonly secretName: string;
};

/** An entry of `volumeMounts` or `volumes`. */
export type Entry = { readonly node: MappingNode; readonly index: number };

export type Wired = {
  readonly mount: Entry | undefined;
  readonly volume: Entry | undefined;
  /** The names by which the wiring calls its Secret. */
  readonly secrets: ReadonlySet<string>;
};

/** A Secret's way into the container: as it shall be, and as it is today. */
export type Route = { readonly wanted: Wiring; readonly wired: Wired };

/** What the volume calls the Secret today; a flag could hold anything, a credential too. */
export const wiredName = ({ wired: { volume }, wanted }: Route): string =>
  (volume && secretNameOf(volume.node)) ?? wanted.secretName;

/** Whether the flags lead to a volume that never was the function's: it holds no Secret. */
export const isForeign = ({ wired: { volume } }: Route): boolean =>
  volume !== undefined && pairOf(volume.node, 'secret') === undefined;

/** What lies on the way of the pull secret does not lie on that of the CA. */
export function routesOf(target: Target, options: Options): { pull: Route; ca: Route } {
  const pull = routeOf(target, PULL_SECRET, options);
  return { pull, ca: routeOf(target, TLS_SECRET, options, pull) };
}

function routeOf(target: Target, purpose: Purpose, options: Options, other?: Route): Route {
  const wanted = {
    purpose,
    volumeName: options[purpose.options.volumeName],
    mountPath: normalPath(options[purpose.options.mountPath]),
    secretName: options[purpose.options.secretName] ?? DEFAULT_TLS_SECRET,
  };
  return { wanted, wired: readWired(target, wanted, other?.wired) };
}

/**
 * The wiring that the path flag leads to. What bears the names and the form that `wanted` gives is
 * ours as well, so that flags removed by hand leave nothing behind.
 */
function readWired(target: Target, wanted: Wiring, other?: Wired): Wired {
  const { folder, file } = placesOf(target, wanted.purpose);
  const findMount = (condition: (node: MappingNode) => boolean) =>
    find(target.volumeMounts, (node, index) => index !== other?.mount?.index && condition(node));
  const findVolume = (condition: (node: MappingNode) => boolean) =>
    find(target.volumes, (node, index) => index !== other?.volume?.index && condition(node));
  const mount =
    findMount(node => mountPathOf(node) === folder) ??
    findMount(node => mountPathOf(node) === file && textAt(node, 'subPath') !== undefined) ??
    findMount(
      node => mountPathOf(node) === wanted.mountPath && textAt(node, 'name') === wanted.volumeName,
    );
  const name = mount === undefined ? undefined : textAt(mount.node, 'name');
  const volume =
    findVolume(node => name !== undefined && textAt(node, 'name') === name) ??
    findVolume(
      node =>
        textAt(node, 'name') === wanted.volumeName && secretNameOf(node) === wanted.secretName,
    );
  const { nameFlag } = wanted.purpose;
  const names = [nameFlag && flagValue(target, nameFlag), volume && secretNameOf(volume.node)];
  return { mount, volume, secrets: new Set(names.filter(text => text !== undefined)) };
}

/** The folder that the flag leads to, and the file in it if it names one. */
function placesOf(target: Target, { pathFlag, pathNames }: Purpose) {
  const path = flagValue(target, pathFlag);
  if (path === undefined) return {};
  if (pathNames === 'folder') return { folder: normalPath(path) };
  return { folder: normalPath(posix.dirname(path)), file: normalPath(path) };
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
