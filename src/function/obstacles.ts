// Why the wiring cannot be put where the options want it.
import { posix } from 'node:path';
import { get, listAt } from '../krm/object.ts';
import { type Result, resultOn } from '../krm/result.ts';
import { SYSTEM_DIRECTORIES, VIRTUAL_DIRECTORIES } from '../porch/directories.ts';
import { AUTH_PATH, CONFIG, FUNCTIONS, parseFlags } from '../porch/flags.ts';
import { pairOf, textAt } from '../yaml/lookup.ts';
import { flagValue, textsOf } from './flags.ts';
import type { Target } from './target.ts';
import { find, mountPathOf, normalPath, type Route, type Wired, type Wiring } from './wired.ts';

const SHELLS = new Set(['sh', 'ash', 'bash', 'dash']);

/**
 * Errors, each with the option or field that must change.
 *
 * @param routes that shall be there
 * @param out routes that go: what is on them is in nobody's way
 */
export function obstacles(
  target: Target,
  routes: readonly Route[],
  out: readonly Route[],
): Result[] {
  const own = new Set([...routes, ...out].map(({ wired }) => wired.volume?.index));
  const mounts = new Set([...routes, ...out].map(({ wired }) => wired.mount?.index));
  return [
    ...shell(target),
    ...wiredElsewhere(target),
    ...routes.flatMap(({ wired, wanted }) => {
      const hidden = hiddenFolder(target, wanted);
      return [
        ...volumeInUse(target, wired, wanted, own),
        ...(hidden.length > 0 ? hidden : mountPathInUse(target, wanted, mounts)),
      ];
    }),
    ...collisions(target, routes),
  ];
}

const error = ({ item }: Target, path: string, message: string): Result[] => [
  resultOn(item.identity, 'error', message, path),
];

function shell(target: Target): Result[] {
  const { command, args } = target;
  const words = [...textsOf(command), ...textsOf(args)];
  const shell = words.findIndex(word => SHELLS.has(posix.basename(word)));
  if (shell < 0 || !words.slice(shell).some(word => /^-[a-z]*c$/.test(word))) return [];
  const message = `\`${command.path}\` must be a list with the server and each flag as an item of its own, not a shell command in one string`;
  return error(target, command.path, message);
}

/** One container at a time: what an earlier run put into another would stay there. */
function wiredElsewhere(target: Target): Result[] {
  const own = textAt(target.container.node, 'name');
  const isWired = (container: unknown) =>
    get(container, 'name') !== own &&
    ['command', 'args'].some(key =>
      parseFlags(listAt(container, key).map(String)).some(({ name }) => name === AUTH_PATH),
    );
  const index = target.containers.findIndex(isWired);
  if (index < 0) return [];
  const path = `spec.template.spec.containers[${index}]`;
  const message = `\`data.container\` must stay that of \`${path}\`, which has the flags; or run the function with \`state: disabled\` for it first`;
  return error(target, path, message);
}

function volumeInUse(
  target: Target,
  { volume }: Wired,
  { purpose, volumeName }: Wiring,
  own: ReadonlySet<number | undefined>,
): Result[] {
  const { volumes } = target;
  const other = find(
    volumes,
    (node, index) => textAt(node, 'name') === volumeName && !own.has(index),
  );
  if (other !== undefined) {
    const path = `${volumes.path}[${other.index}]`;
    const message = `\`data.${purpose.options.volumeName}\` must be another name: \`${path}\` has it, with another source`;
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

function mountPathInUse(
  target: Target,
  { purpose, mountPath }: Wiring,
  own: ReadonlySet<number | undefined>,
): Result[] {
  const { volumeMounts } = target;
  const other = find(volumeMounts, (node, index) => {
    const path = mountPathOf(node);
    return path !== undefined && !own.has(index) && covers(mountPath, path);
  });
  if (other === undefined) return [];
  const path = `${volumeMounts.path}[${other.index}]`;
  const message = `\`data.${purpose.options.mountPath}\` must be a folder of its own: it would hide \`${path}\``;
  return error(target, path, message);
}

function hiddenFolder(target: Target, { purpose, mountPath }: Wiring): Result[] {
  const [program = ''] = textsOf(target.command);
  const flags = [CONFIG, FUNCTIONS].map(name => flagValue(target, name) ?? '');
  const needed = [program, ...flags].filter(posix.isAbsolute);
  const hides =
    SYSTEM_DIRECTORIES.has(mountPath) ||
    VIRTUAL_DIRECTORIES.some(folder => covers(folder, mountPath)) ||
    needed.some(path => covers(mountPath, normalPath(path)));
  if (!hides) return [];
  const message =
    `\`data.${purpose.options.mountPath}\` must be a folder of its own, as in \`${purpose.freePath}\`: ` +
    'the mount would hide what the container needs there';
  return error(target, target.volumeMounts.path, message);
}

/** Why the two Secrets cannot be wired beside each other. */
function collisions(target: Target, [first, second]: readonly Route[]): Result[] {
  if (first === undefined || second === undefined) return [];
  const [a, b] = [first.wanted, second.wanted];
  const apart = (option: 'volumeName' | 'mountPath', must: string) => {
    const [one, two] = [a, b].map(({ purpose }) => `\`data.${purpose.options[option]}\``);
    return error(target, target[LISTS[option]].path, `${two} must be ${must} ${one}`);
  };
  const isNested = covers(a.mountPath, b.mountPath) || covers(b.mountPath, a.mountPath);
  return [
    ...(a.volumeName === b.volumeName ? apart('volumeName', 'another name than') : []),
    ...(isNested ? apart('mountPath', 'a folder outside of') : []),
  ];
}

const LISTS = { volumeName: 'volumes', mountPath: 'volumeMounts' } as const;

/** Whether a mount at `folder` hides `path`. */
const covers = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
