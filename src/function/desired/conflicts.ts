// Why the wiring cannot be put where the options want it.
import { posix } from 'node:path';
import type { Code } from '../../findings/codes.ts';
import { get, stringsAt } from '../../krm/object.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { SYSTEM_DIRECTORIES, VIRTUAL_DIRECTORIES } from '../../porch/directories.ts';
import {
  AUTH_PATH,
  CONFIG,
  endOfFlags,
  FUNCTIONS,
  isShellCommand,
  parseFlags,
} from '../../porch/flags.ts';
import { pairOf, textAt } from '../../yaml/lookup.ts';
import { argumentLists, flagValue, textsOf } from '../observe/arguments.ts';
import type { ContainerFields } from '../observe/container-fields.ts';
import { listPath } from '../observe/editable-fields.ts';
import {
  covers,
  entryWith,
  isNested,
  mountPathOf,
  normalPath,
  type Wiring,
} from '../observe/wiring.ts';
import type { DesiredWiring } from './desired.ts';
import { isCorrected } from './flags.ts';

/**
 * Errors, each with the option or field that must change.
 *
 * @param wirings what is on absent ones is in nobody's way
 */
export function conflicts(runner: ContainerFields, wirings: readonly DesiredWiring[]): Result[] {
  const own = new Set(wirings.map(({ wiring }) => wiring.volume?.index));
  const mounts = new Set(wirings.map(({ wiring }) => wiring.mount?.index));
  const wanted = wirings.filter(({ state }) => state === 'wanted').map(({ wiring }) => wiring);
  if (wanted.length === 0) return [];
  return [
    ...shell(runner),
    ...flagsUnread(runner),
    ...otherContainer(runner),
    ...wanted.flatMap(wiring => {
      const hidden = hiddenFolder(runner, wiring);
      return [
        ...volumeInUse(runner, wiring, own),
        ...(hidden.length > 0 ? hidden : mountPathInUse(runner, wiring, mounts)),
      ];
    }),
    ...collisions(runner, wanted),
  ];
}

const errors = ({ item }: ContainerFields, code: Code, message: string, path: string): Result[] => [
  errorOn(item.identity, code, message, path),
];

function shell(runner: ContainerFields): Result[] {
  const { command, args } = runner;
  if (!isShellCommand([...textsOf(command), ...textsOf(args)])) return [];
  const path = listPath(command);
  const message =
    `\`${path}\` is a shell command in one string, to which no flag can be added. ` +
    'Make it a list with the server and each flag as an item of its own';
  return errors(runner, 'command-is-shell', message, path);
}

/** An item at which Go stops, with flags behind it. */
function flagsUnread(runner: ContainerFields): Result[] {
  const lists = argumentLists(runner);
  const end = endOfFlags(lists.flatMap(textsOf), isCorrected);
  if (end === undefined) return [];
  const paths = lists.flatMap(list => list.items.map((_, index) => `${listPath(list)}[${index}]`));
  const path = paths[end] ?? '';
  const message =
    `\`${path}\` ends the reading of flags, so those behind it have no effect. ` +
    'Remove it, and write a flag of yes or no as one item, `--flag=true`';
  return errors(runner, 'flags-unread', message, path);
}

/** One container at a time: what an earlier run put into another would stay there. */
function otherContainer(runner: ContainerFields): Result[] {
  const own = textAt(runner.container.node, 'name');
  const hasFlags = (container: unknown) =>
    get(container, 'name') !== own &&
    ['command', 'args'].some(key =>
      parseFlags(stringsAt(container, key)).some(({ name }) => name === AUTH_PATH),
    );
  const index = runner.containers.findIndex(hasFlags);
  if (index < 0) return [];
  const path = `spec.template.spec.containers[${index}]`;
  const message =
    `\`${path}\` already has the flags, and \`data.container\` names another container. ` +
    'Name that one, or run the function with `state: disabled` for it first';
  return errors(runner, 'other-container-wired', message, path);
}

function volumeInUse(
  runner: ContainerFields,
  { volume, names, secret }: Wiring,
  own: ReadonlySet<number | undefined>,
): Result[] {
  const { volumes } = runner;
  const other = entryWith(
    volumes,
    (node, index) => textAt(node, 'name') === names.volumeName && !own.has(index),
  );
  if (other !== undefined) {
    const path = `${listPath(volumes)}[${other.index}]`;
    const message =
      `the name in \`data.${secret.options.volumeName}\` is already used by \`${path}\` for a different source. ` +
      'Choose another name';
    return errors(runner, 'volume-name-taken', message, path);
  }
  if (volume === undefined || pairOf(volume.node, 'secret')?.value.kind === 'mapping') return [];
  const path = `${listPath(volumes)}[${volume.index}]`;
  const message = `the flags lead to \`${path}\`, whose source is not a \`secret\`. Make it one, or remove the flags`;
  return errors(runner, 'volume-no-secret', message, path);
}

function mountPathInUse(
  runner: ContainerFields,
  { names, secret }: Wiring,
  own: ReadonlySet<number | undefined>,
): Result[] {
  const { volumeMounts } = runner;
  const other = entryWith(volumeMounts, (node, index) => {
    const path = mountPathOf(node);
    return path !== undefined && !own.has(index) && covers(names.mountPath, path);
  });
  if (other === undefined) return [];
  const path = `${listPath(volumeMounts)}[${other.index}]`;
  const message = `the folder in \`data.${secret.options.mountPath}\` would hide \`${path}\`. Choose a folder of its own`;
  return errors(runner, 'mount-path-taken', message, path);
}

function hiddenFolder(runner: ContainerFields, { names: { mountPath }, secret }: Wiring): Result[] {
  const [program = ''] = textsOf(runner.command);
  const flags = [CONFIG, FUNCTIONS].map(name => flagValue(runner, name) ?? '');
  const needed = [program, ...flags].filter(posix.isAbsolute);
  const hides =
    SYSTEM_DIRECTORIES.has(mountPath) ||
    VIRTUAL_DIRECTORIES.some(folder => covers(folder, mountPath)) ||
    needed.some(path => covers(mountPath, normalPath(path)));
  if (!hides) return [];
  const message =
    `a mount at the folder in \`data.${secret.options.mountPath}\` would hide what the container needs there. ` +
    `Choose a folder of its own, such as \`${secret.freePath}\``;
  return errors(runner, 'mount-hides-system', message, listPath(runner.volumeMounts));
}

/** Why the two Secrets cannot be wired beside each other. */
function collisions(runner: ContainerFields, [first, second]: readonly Wiring[]): Result[] {
  if (first === undefined || second === undefined) return [];
  const [a, b] = [first.names, second.names];
  const options = (option: 'volumeName' | 'mountPath') =>
    [first, second].map(({ secret }) => `\`data.${secret.options[option]}\``).join(' and ');
  const sameName = `${options('volumeName')} are the same. Choose two names`;
  const nested = `${options('mountPath')} are inside one another. Choose two separate folders`;
  return [
    ...(a.volumeName === b.volumeName
      ? errors(runner, 'volume-names-equal', sameName, listPath(runner.volumes))
      : []),
    ...(isNested(a.mountPath, b.mountPath)
      ? errors(runner, 'mount-paths-nested', nested, listPath(runner.volumeMounts))
      : []),
  ];
}
