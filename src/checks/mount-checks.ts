// Checks of the mount to which the path flag leads: that it is of a Secret, follows it, and hides nothing.
import { posix } from 'node:path';
import { normalPath } from '../function/observe/wiring.ts';
import { get } from '../krm/object.ts';
import { SYSTEM_DIRECTORIES } from '../porch/directories.ts';
import { AUTH_PATH } from '../porch/flags.ts';
import { fieldPath } from '../yaml/path.ts';
import { broken, check } from './check.ts';
import { remove, replace } from './patch.ts';
import { mountOf, pathOf, secretNameIn, volumeOf } from './wiring-facts.ts';

export const MOUNT_CHECKS = [
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
      if (secretNameIn(volume?.value) !== undefined) return [];
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
      const file = pathOf(evaluator, AUTH_PATH) ?? '';
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
];
