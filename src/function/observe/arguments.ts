// The flags in the container's `command` and `args`.
import { type Flag, parseFlags, RUNNER_FLAGS } from '../../porch/flags.ts';
import type { ContainerFields } from './container-fields.ts';
import type { ListField } from './editable-fields.ts';

/** The container's arguments, in the order in which it gets them. */
export const argumentLists = ({ command, args }: ContainerFields): readonly ListField[] => [
  command,
  args,
];

export const textsOf = ({ items }: ListField): string[] =>
  items.map(node => (node.kind === 'scalar' ? node.text : ''));

export const flagsIn = (list: ListField): Flag[] => parseFlags(textsOf(list));

/** The value of the flag of that name; of copies the last counts, as for Go. */
export const flagValue = (runner: ContainerFields, name: string): string | undefined =>
  argumentLists(runner)
    .flatMap(flagsIn)
    .findLast(flag => flag.name === name)?.value;

export const hasFlag = (runner: ContainerFields, name: string): boolean =>
  argumentLists(runner).some(list => flagsIn(list).some(flag => flag.name === name));

/** The index of the first flag that is the runner's and not that of a wrapper such as `tini`; else -1. */
export const firstRunnerFlag = (list: ListField): number =>
  flagsIn(list).find(({ name }) => RUNNER_FLAGS.has(name))?.index ?? -1;
