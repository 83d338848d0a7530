// Check of the volume: whether the file that the path flag names is in it, and can be read.
import { posix } from 'node:path';
import { get, listAt } from '../krm/object.ts';
import { AUTH_PATH } from '../porch/flags.ts';
import { DOCKER_CONFIG_KEY } from '../registry/pull-secret.ts';
import { fieldPath } from '../yaml/path.ts';
import { broken, check } from './check.ts';
import { type Evaluator, POD_SPEC } from './evaluator-facts.ts';
import { rewritten } from './own-flags.ts';
import { remove } from './patch.ts';
import { flagOf, pathOf, volumeOf } from './wiring-facts.ts';

const [GROUP_MAY_READ, OTHERS_MAY_READ] = [0o040, 0o004];

export const MOUNTED_FILE_CHECKS = [
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
      const file = posix.basename(pathOf(evaluator, AUTH_PATH) ?? '');
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
          !mayRead(evaluator, mode) && {
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
];

function misnamedFile(evaluator: Evaluator) {
  const flag = flagOf(evaluator, AUTH_PATH);
  const path = fieldPath(flag?.path ?? []);
  const right = `--${AUTH_PATH}=${posix.dirname(flag?.value ?? '')}/${DOCKER_CONFIG_KEY}`;
  const message = `\`${path}\` names a file that the Secret does not hold. Name \`${DOCKER_CONFIG_KEY}\``;
  return broken(evaluator.object, message, path, flag ? rewritten(flag, right) : {});
}

/** The kubelet gives the file to root and to `fsGroup`; the function runner's user is neither by itself. */
function mayRead({ object, container }: Evaluator, mode: number): boolean {
  const pod = get(object, ...POD_SPEC, 'securityContext');
  const user = get(container, 'securityContext', 'runAsUser') ?? get(pod, 'runAsUser');
  const isOfGroup = get(pod, 'fsGroup') !== undefined;
  return (
    user === 0 || (mode & (isOfGroup ? GROUP_MAY_READ | OTHERS_MAY_READ : OTHERS_MAY_READ)) !== 0
  );
}
