// Why the wiring cannot be put where the options want it.
import { posix } from 'node:path';
import { type Result, resultOn } from '../krm/result.ts';
import { SYSTEM_DIRECTORIES, VIRTUAL_DIRECTORIES } from '../porch/directories.ts';
import { CONFIG, FUNCTIONS } from '../porch/flags.ts';
import { pairOf } from '../yaml/edit.ts';
import { flagValue, textsOf } from './flags.ts';
import { type Target, textAt } from './target.ts';
import { find, mountPathOf, normalPath, type Wired, type Wiring } from './wired.ts';

const SHELLS = new Set(['sh', 'ash', 'bash', 'dash']);

/** Errors, each with the option or field that must change. */
export function obstacles(target: Target, wired: Wired, wanted: Wiring): Result[] {
  const hidden = hiddenFolder(target, wanted);
  return [
    ...shell(target),
    ...volumeInUse(target, wired, wanted),
    ...(hidden.length > 0 ? hidden : mountPathInUse(target, wired, wanted)),
  ];
}

const error = ({ item }: Target, path: string, message: string): Result[] => [
  resultOn(item.identity, 'error', message, path),
];

function shell(target: Target): Result[] {
  const { command, args } = target;
  const [program = '', ...rest] = [...textsOf(command), ...textsOf(args)];
  if (!SHELLS.has(posix.basename(program)) || !rest.some(text => /^-[a-z]*c$/.test(text)))
    return [];
  const message = `\`${command.path}\` must be a list with the server and each flag as an item of its own, not a shell command in one string`;
  return error(target, command.path, message);
}

function volumeInUse(target: Target, { volume }: Wired, { volumeName }: Wiring): Result[] {
  const { volumes } = target;
  const other = find(
    volumes,
    (node, index) => textAt(node, 'name') === volumeName && index !== volume?.index,
  );
  if (other !== undefined) {
    const path = `${volumes.path}[${other.index}]`;
    const message = `\`data.volumeName\` must be another name: \`${path}\` has it, with another source`;
    return error(target, path, message);
  }
  if (volume === undefined || pairOf(volume.node, 'secret')?.value.kind === 'mapping') return [];
  const path = `${volumes.path}[${volume.index}]`;
  return error(
    target,
    path,
    `\`${path}\` must have a \`secret\` as its source: the flags lead to it`,
  );
}

function mountPathInUse(target: Target, { mount }: Wired, { mountPath }: Wiring): Result[] {
  const { volumeMounts } = target;
  const other = find(volumeMounts, (node, index) => {
    const path = mountPathOf(node);
    return path !== undefined && index !== mount?.index && covers(mountPath, path);
  });
  if (other === undefined) return [];
  const path = `${volumeMounts.path}[${other.index}]`;
  const message = `\`data.mountPath\` must be a folder of its own: it would hide \`${path}\``;
  return error(target, path, message);
}

function hiddenFolder(target: Target, { mountPath }: Wiring): Result[] {
  const [program = ''] = textsOf(target.command);
  const files = [program, flagValue(target, CONFIG) ?? ''].map(posix.dirname);
  const needed = [...files, flagValue(target, FUNCTIONS) ?? ''].filter(posix.isAbsolute);
  const hides =
    SYSTEM_DIRECTORIES.has(mountPath) ||
    VIRTUAL_DIRECTORIES.some(folder => covers(folder, mountPath)) ||
    needed.some(folder => covers(mountPath, normalPath(folder)));
  if (!hides) return [];
  const message =
    '`data.mountPath` must be a folder of its own, as in `/var/tmp/auth-secret`: ' +
    'the mount would hide what the container needs there';
  return error(target, target.volumeMounts.path, message);
}

/** Whether a mount at `folder` hides `path`. */
const covers = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
