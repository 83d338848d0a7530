// The runner's flags in the container's `command` or `args`: added, changed, or removed.
import { CONFIG, type Flag, isTrue } from '../../porch/flags.ts';
import { editList, type Operation, setText } from '../../yaml/operation.ts';
import type { DesiredFlag } from '../desired/desired.ts';
import { argumentLists, firstRunnerFlag, flagsIn } from '../observe/arguments.ts';
import type { ContainerFields } from '../observe/container-fields.ts';
import { type ListField, listPath } from '../observe/editable-fields.ts';
import type { Change, Verb } from './change.ts';

type Present = Flag & { readonly list: ListField };

/** What becomes of a flag: where it stands in a list, or joins one. */
type Step = {
  readonly flag: DesiredFlag;
  readonly verb: Verb;
  /** The name that it has, or gets. */
  readonly name: string;
  readonly list: ListField;
  readonly texts?: readonly (readonly [index: number, text: string])[];
  readonly remove?: readonly number[];
  readonly insert?: string;
};

export function diffFlags(runner: ContainerFields, desired: readonly DesiredFlag[]): Change[] {
  const lists = argumentLists(runner);
  const home = lists.find(list => firstRunnerFlag(list) >= 0) ?? runner.args;
  const present = lists.flatMap(list => flagsIn(list).map(flag => ({ ...flag, list })));
  const steps = desired.flatMap(flag => stepsFor(flag, present, home));
  const after = insertionPoint(desired, present, home);
  return steps.map((step, index) => ({
    kind: 'edit',
    item: runner.item,
    part: step.flag.part,
    verb: step.verb,
    noun: 'flag',
    name: `--${step.name}`,
    field: listPath(step.list),
    // A list is edited once, for all its flags, by the first of them.
    operations:
      steps.findIndex(({ list }) => list === step.list) === index
        ? listOperations(
            step.list,
            steps.filter(({ list }) => list === step.list),
            after,
          )
        : [],
  }));
}

function stepsFor(flag: DesiredFlag, present: readonly Present[], home: ListField): Step[] {
  const copies = present.filter(({ name }) => flag.names.includes(name));
  const kept = flag.value === undefined ? undefined : copies[0];
  const extra = copies.filter(copy => copy !== kept);
  const removed = extra.map(({ list, name, index, width }): Step => {
    return { flag, verb: 'removed', name, list, remove: [index, index + width - 1] };
  });
  if (flag.value === undefined || (kept !== undefined && isRight(kept, flag))) return removed;
  if (kept !== undefined) return [corrected(kept, flag), ...removed];
  const insert = `--${flag.name}=${flag.value}`;
  return [{ flag, verb: 'added', name: flag.name, list: home, insert }, ...removed];
}

function isRight({ name, value, width }: Flag, desired: DesiredFlag): boolean {
  if (name !== desired.name) return false;
  return desired.isBoolean ? width === 1 && isTrue(value) : value === desired.value;
}

/** A flag is rewritten where it stands, in its own spelling: one item or two, one dash or two. */
function corrected({ list, index, width, name }: Present, flag: DesiredFlag): Step {
  const value = flag.value ?? '';
  const step = { flag, verb: 'changed', name: flag.name, list } as const;
  const second = list.items[index + 1];
  if (width === 2 && name === flag.name && !flag.isBoolean && second?.kind === 'scalar') {
    return { ...step, texts: [[index + 1, value]] };
  }
  const first = list.items[index];
  const dashes = first?.kind === 'scalar' && first.text.startsWith('--') ? '--' : '-';
  const text = [index, `${dashes}${flag.name}=${value}`] as const;
  return { ...step, texts: [text], remove: width === 2 ? [index + 1] : [] };
}

function listOperations(
  list: ListField,
  steps: readonly Step[],
  after: number | undefined,
): Operation[] {
  const { owner, key } = list;
  const texts = steps.flatMap(({ texts = [] }) => texts);
  const remove = new Set(steps.flatMap(({ remove = [] }) => remove));
  const values = steps.flatMap(({ insert }) => insert ?? []);
  const insert =
    values.length > 0 ? { insert: { after: after ?? behindConfig(list), values } } : {};
  return [
    ...texts.map(([index, text]) => setText([...owner.path, key, index], text)),
    ...(remove.size > 0 || values.length > 0
      ? [editList(owner.path, key, { remove, ...insert, isOptional: true })]
      : []),
  ];
}

/** New flags follow those that stand before them in the desired order; `undefined` where none does. */
function insertionPoint(
  desired: readonly DesiredFlag[],
  present: readonly Present[],
  home: ListField,
): number | undefined {
  let before: number | undefined;
  for (const flag of desired) {
    const [kept] = present.filter(({ name }) => flag.names.includes(name));
    if (flag.value !== undefined && kept === undefined) return before;
    if (flag.value !== undefined && kept?.list === home) before = kept.index + kept.width - 1;
  }
  return before;
}

/** Behind `--config`, else behind the program, which is what stands before the first flag. */
function behindConfig(list: ListField): number {
  const config = flagsIn(list).find(({ name }) => name === CONFIG);
  if (config !== undefined) return config.index + config.width - 1;
  return Math.max(firstRunnerFlag(list), 0) - 1;
}
