// Checks of the chain from the path flag over mount and volume to the Secret.
import { posix } from 'node:path';
import { normalPath } from '../function/observe/wiring.ts';
import { get, listAt } from '../krm/object.ts';
import { SYSTEM_DIRECTORIES } from '../porch/directories.ts';
import { AUTH_NAME, AUTH_PATH } from '../porch/flags.ts';
import { DOCKER_CONFIG_KEY } from '../registry/pull-secret.ts';
import { fieldPath } from '../yaml/path.ts';
import { broken, check } from './check.ts';
import { type Evaluator, flagOf, mountOf, volumeOf } from './evaluator-facts.ts';
import { isEnabled, rewritten } from './own-flags.ts';
import { add, remove, replace } from './patch.ts';

const DEFAULT_NAME = 'auth-secret';
const OTHERS_MAY_READ = 0o004;

/** The folder of a mount that holds the pull secret already, whatever the flag says. */
function mountedAt({ mounts, volumes, secretName }: Evaluator): string | undefined {
  const holds = (name: string) =>
    volumes.some(
      volume => volume.name === name && get(volume.value, 'secret', 'secretName') === secretName,
    );
  return mounts.find(({ name }) => holds(name))?.folder;
}

export const MOUNT_CHECKS = [
  check(
    'EPR0201',
    {
      title: 'The path flag names the docker config in a mount',
      means: 'the function runner finds no file and fails on every image, public ones too',
      todo: 'run the function; it wires flag, mount and volume as one',
      byFunction: true,
    },
    ['evaluator'],
    ({ evaluator }) => {
      const { object, lists, flags } = evaluator;
      if (!isEnabled(evaluator)) return [];
      const folder = mountedAt(evaluator);
      const right = folder && `--${AUTH_PATH}=${folder}/${DOCKER_CONFIG_KEY}`;
      const flag = flagOf(evaluator, AUTH_PATH);
      if (flag?.value === undefined) {
        const list = flags[0]?.path.slice(0, -1) ?? lists[0]?.path ?? [];
        const path = fieldPath(list);
        const message =
          `\`${path}\` lacks the flag \`--${AUTH_PATH}\`, whose default is a folder that nothing mounts. ` +
          `Add it with the path of \`${DOCKER_CONFIG_KEY}\` in the mount`;
        const patch = right ? { patch: [add([...list, flags[0]?.index ?? '-'], right)] } : {};
        return [broken(object, message, path, patch)];
      }
      if (mountOf(evaluator, AUTH_PATH) !== undefined) return [];
      const path = fieldPath(flag.path);
      const isFolder = evaluator.mounts.some(
        mount => mount.folder === normalPath(flag.value ?? ''),
      );
      const message = isFolder
        ? `\`${path}\` names a folder. Name the file in it, \`${DOCKER_CONFIG_KEY}\``
        : `\`${path}\` leads to a folder where nothing is mounted. Mount the pull secret there`;
      const remedy = right ? rewritten(flag, right) : {};
      return [broken(object, message, path, remedy)];
    },
  ),
  check(
    'EPR0202',
    {
      title: 'The mount is that of a Secret',
      means: 'the folder holds no docker config',
      todo: 'run the function; or make the volume a `secret`',
      byFunction: true,
    },
    ['evaluator'],
    ({ evaluator }) => {
      const { object } = evaluator;
      const mount = mountOf(evaluator, AUTH_PATH);
      if (mount === undefined) return [];
      const volume = volumeOf(evaluator, AUTH_PATH);
      const path = fieldPath(volume?.path ?? mount.path);
      if (typeof get(volume?.value, 'secret', 'secretName') === 'string') return [];
      const message =
        volume === undefined
          ? `\`${path}\` names a volume that is not there. Add it, as a \`secret\``
          : `\`${path}\` is no volume of a Secret. Make it a \`secret\` with \`secretName\``;
      return [broken(object, message, path, { byFunction: volume === undefined })];
    },
  ),
  check(
    'EPR0203',
    {
      title: 'The mount follows a rotation',
      means:
        'a mount with `subPath` never changes: after a rotation the function runner keeps the old login',
      todo: 'run the function; or mount the folder, without `subPath`',
      byFunction: true,
    },
    ['evaluator'],
    ({ evaluator }) => {
      const mount = mountOf(evaluator, AUTH_PATH);
      if (get(mount?.value, 'subPath') === undefined || mount === undefined) return [];
      const path = `${fieldPath(mount.path)}.subPath`;
      const message = `\`${path}\` keeps the file as it was when the pod began. Mount the folder instead`;
      const file = flagOf(evaluator, AUTH_PATH)?.value ?? '';
      const remedy =
        normalPath(file) === mount.folder
          ? {
              patch: [
                remove([...mount.path, 'subPath']),
                replace([...mount.path, 'mountPath'], posix.dirname(mount.folder)),
              ],
            }
          : { patch: [remove([...mount.path, 'subPath'])] };
      return [broken(evaluator.object, message, path, remedy)];
    },
  ),
  check(
    'EPR0204',
    {
      title: 'The file is in the volume, and the function runner can read it',
      means:
        'with `optional`, other `items` or a narrow `defaultMode` the file is missing or unreadable',
      todo: 'run the function; or leave these fields out',
      byFunction: true,
    },
    ['evaluator'],
    ({ evaluator }) => {
      const volume = volumeOf(evaluator, AUTH_PATH);
      const secret = get(volume?.value, 'secret');
      if (volume === undefined || secret === undefined) return [];
      const file = posix.basename(flagOf(evaluator, AUTH_PATH)?.value ?? '');
      const items = listAt(secret, 'items');
      const holdsFile =
        items.length === 0
          ? file === DOCKER_CONFIG_KEY
          : items.some(
              item =>
                get(item, 'key') === DOCKER_CONFIG_KEY &&
                posix.basename(`${get(item, 'path')}`) === file,
            );
      const at = (key: string) => [...volume.path, 'secret', key];
      const mode = get(secret, 'defaultMode');
      const faults = [
        get(secret, 'optional') === true && {
          path: at('optional'),
          message: 'lets the pod start without the Secret, and then every image fails',
        },
        items.length > 0 &&
          !holdsFile && { path: at('items'), message: 'leaves out the file that the flag names' },
        typeof mode === 'number' &&
          (mode & OTHERS_MAY_READ) === 0 && {
            path: at('defaultMode'),
            message: 'keeps the function runner from the file, which is not its own',
          },
      ].filter(fault => fault !== false);
      const misnamed = items.length === 0 && !holdsFile ? [misnamedFile(evaluator)] : [];
      return [
        ...faults.map(({ path, message }) =>
          broken(
            evaluator.object,
            `\`${fieldPath(path)}\` ${message}. Remove it`,
            fieldPath(path),
            {
              patch: [remove(path)],
            },
          ),
        ),
        ...misnamed,
      ];
    },
  ),
  check(
    'EPR0205',
    {
      title: 'The mount hides nothing',
      means: 'a mount over a folder of the system hides what the function runner needs there',
      todo: 'a folder of its own, such as `/var/tmp/auth-secret`',
      byFunction: true,
    },
    ['evaluator'],
    ({ evaluator }) => {
      const mount = mountOf(evaluator, AUTH_PATH);
      if (mount === undefined || !SYSTEM_DIRECTORIES.has(mount.folder)) return [];
      const path = `${fieldPath(mount.path)}.mountPath`;
      const message = `\`${path}\` hides a folder of the system. Mount at a folder of its own`;
      return [broken(evaluator.object, message, path)];
    },
  ),
  check(
    'EPR0206',
    {
      title: 'The name flag names the Secret that is mounted',
      means:
        'the function runner makes its copy under another name, which the function pods do not have',
      todo: 'run the function; it names both alike',
      byFunction: true,
    },
    ['evaluator'],
    ({ evaluator }) => {
      if (!isEnabled(evaluator)) return [];
      const mounted = get(volumeOf(evaluator, AUTH_PATH)?.value, 'secret', 'secretName');
      const flag = flagOf(evaluator, AUTH_NAME);
      if (typeof mounted !== 'string' || (flag?.value ?? DEFAULT_NAME) === mounted) return [];
      const right = `--${AUTH_NAME}=${mounted}`;
      const at = flag?.path ?? evaluator.flags[0]?.path ?? [];
      const path = fieldPath(flag?.path ?? at.slice(0, -1));
      const message = `\`${path}\` must name the Secret that is mounted. Write \`${right}\``;
      const remedy = flag === undefined ? { patch: [add(at, right)] } : rewritten(flag, right);
      return [broken(evaluator.object, message, path, remedy)];
    },
  ),
];

function misnamedFile(evaluator: Evaluator) {
  const flag = flagOf(evaluator, AUTH_PATH);
  const path = fieldPath(flag?.path ?? []);
  const right = `--${AUTH_PATH}=${posix.dirname(flag?.value ?? '')}/${DOCKER_CONFIG_KEY}`;
  const message = `\`${path}\` names a file that the Secret does not hold. Name \`${DOCKER_CONFIG_KEY}\``;
  return broken(evaluator.object, message, path, flag ? rewritten(flag, right) : {});
}
