// Checks of the two flags that name the pull secret: its file, and the Secret.

import { normalPath } from '../function/observe/wiring.ts';
import { AUTH_NAME, AUTH_PATH } from '../porch/flags.ts';
import { DOCKER_CONFIG_KEY } from '../registry/pull-secret.ts';
import { fieldPath } from '../yaml/path.ts';
import { broken, check } from './check.ts';
import type { Evaluator } from './evaluator-facts.ts';
import { isEnabled, rewritten } from './own-flags.ts';
import { add } from './patch.ts';
import { flagOf, mountOf, secretNameIn, volumeOf } from './wiring-facts.ts';

const DEFAULT_NAME = 'auth-secret';

export const WIRING_FLAG_CHECKS = [
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
      if (mountOf(evaluator, AUTH_PATH) !== undefined) return [];
      const flag = flagOf(evaluator, AUTH_PATH);
      if (flag !== undefined && flag.value === undefined) {
        const path = fieldPath(flag.path);
        const message = `\`${path}\` lacks its value. Write the path of \`${DOCKER_CONFIG_KEY}\` in the mount`;
        return [broken(object, message, path, right ? rewritten(flag, right) : {})];
      }
      if (flag?.value === undefined) {
        const list = flags[0]?.path.slice(0, -1) ?? lists[0]?.path ?? [];
        const path = fieldPath(list);
        const message =
          `\`${path}\` lacks the flag \`--${AUTH_PATH}\`, whose default is a folder that nothing mounts. ` +
          `Add it with the path of \`${DOCKER_CONFIG_KEY}\` in the mount`;
        const patch = right ? { patch: [add([...list, flags[0]?.index ?? '-'], right)] } : {};
        return [broken(object, message, path, patch)];
      }
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
      const mounted = secretNameIn(volumeOf(evaluator, AUTH_PATH)?.value);
      const flag = flagOf(evaluator, AUTH_NAME);
      if (mounted === undefined || (flag?.value ?? DEFAULT_NAME) === mounted) return [];
      const right = `--${AUTH_NAME}=${mounted}`;
      const at = flag?.path ?? evaluator.flags[0]?.path ?? [];
      const path = fieldPath(flag?.path ?? at.slice(0, -1));
      const message = `\`${path}\` must name the Secret that is mounted. Write \`${right}\``;
      const remedy = flag === undefined ? { patch: [add(at, right)] } : rewritten(flag, right);
      return [broken(evaluator.object, message, path, remedy)];
    },
  ),
];

/** The folder of a mount that holds the pull secret already, whatever the flag says. */
function mountedAt({ mounts, volumes, secretName }: Evaluator): string | undefined {
  const holds = (name: string) =>
    volumes.some(volume => volume.name === name && secretNameIn(volume.value) === secretName);
  return mounts.find(({ name, folder }) => folder.startsWith('/') && holds(name))?.folder;
}
