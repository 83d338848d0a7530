// The runner's flags in the container's `command` or `args`: set, corrected, or taken out.
import { resultOn } from '../krm/result.ts';
import {
  AUTH_NAME,
  AUTH_PATH,
  CONFIG,
  ENABLE_FLAGS,
  type Flag,
  isTrue,
  parseFlags,
  RUNNER_FLAGS,
  TLS_ENABLE,
  TLS_PATH,
} from '../porch/flags.ts';
import type { EnableFlag } from '../porch/releases.ts';
import { editSequence, setScalar } from '../yaml/edit.ts';
import type { Splice } from '../yaml/splice.ts';
import type { Edits } from './edits.ts';
import type { List, Target } from './target.ts';

/** A flag as it shall be; without a value it shall not be. `names`: what it may be called today. */
export type Wanted = {
  readonly names: readonly string[];
  readonly name: string;
  readonly value?: string;
  readonly isBoolean?: true;
};

/** In the order of Porch's document. */
export const wantedFlags = (enable: EnableFlag, path: string, secret: string): Wanted[] => [
  { names: ENABLE_FLAGS, name: enable, value: 'true', isBoolean: true },
  { names: [AUTH_PATH], name: AUTH_PATH, value: path },
  { names: [AUTH_NAME], name: AUTH_NAME, value: secret },
];

/** These follow the others. The folder ends with a slash, as Porch's document has it. */
export const wantedTlsFlags = (folder: string): Wanted[] => [
  { names: [TLS_ENABLE], name: TLS_ENABLE, value: 'true', isBoolean: true },
  { names: [TLS_PATH], name: TLS_PATH, value: `${folder}/` },
];

const unwanted = (names: readonly string[]): Wanted[] =>
  names.map(name => ({ names: [name], name }));

export const UNWANTED_FLAGS = unwanted([...ENABLE_FLAGS, AUTH_PATH, AUTH_NAME]);
export const UNWANTED_TLS_FLAGS = unwanted([TLS_ENABLE, TLS_PATH]);

/** The container's arguments with the list that holds each. */
const argumentLists = ({ command, args }: Target): readonly List[] => [command, args];

export const textsOf = ({ items }: List): string[] =>
  items.map(node => (node.kind === 'scalar' ? node.text : ''));

/** The value of the flag of that name; of copies the last counts, as for Go. */
export const flagValue = (target: Target, name: string): string | undefined =>
  argumentLists(target)
    .flatMap(list => parseFlags(textsOf(list)))
    .findLast(flag => flag.name === name)?.value;

export function editFlags(target: Target, wanted: readonly Wanted[]): Edits {
  const lists = argumentLists(target);
  const home = lists.find(list => firstRunnerFlag(list) >= 0) ?? target.args;
  const placed = lists.flatMap(list => parseFlags(textsOf(list)).map(flag => ({ ...flag, list })));
  const removed = new Map(lists.map(list => [list, new Set<number>()]));
  const inserted: string[] = [];
  // New flags follow those that stand before them in the wanted order.
  let [before, after] = [undefined as number | undefined, undefined as number | undefined];
  const splices: Splice[] = [];
  const report = (list: List, message: string) =>
    resultOn(target.item.identity, 'info', message, list.path);
  const results = wanted.flatMap(flag => {
    const copies = placed.filter(({ name }) => flag.names.includes(name));
    const [kept, extra] =
      flag.value === undefined ? [undefined, copies] : [copies[0], copies.slice(1)];
    for (const { list, index, width } of extra) {
      for (let at = index; at < index + width; at++) removed.get(list)?.add(at);
    }
    const gone = extra.map(({ list, name }) => report(list, `removed the flag \`--${name}\``));
    if (kept?.list === home) before = kept.index + kept.width - 1;
    if (flag.value === undefined || (kept !== undefined && isRight(kept, flag))) return gone;
    if (kept === undefined) {
      if (inserted.length === 0) after = before;
      inserted.push(`--${flag.name}=${flag.value}`);
    } else splices.push(...correct(target, kept, flag, removed.get(kept.list)));
    return [report(kept?.list ?? home, `set the flag \`--${flag.name}\``), ...gone];
  });
  for (const list of lists) {
    const values = list === home ? inserted : [];
    const insert = values.length > 0 ? { insert: { after: after ?? anchorOf(list), values } } : {};
    const remove = removed.get(list) ?? new Set();
    splices.push(
      ...editSequence(target.tree, list.owner.node, list.key, {
        remove,
        ...insert,
        isOptional: true,
      }),
    );
  }
  return { changed: [{ item: target.item, splices }], results };
}

function isRight({ name, value, width }: Flag, wanted: Wanted): boolean {
  if (name !== wanted.name) return false;
  return wanted.isBoolean ? width === 1 && isTrue(value) : value === wanted.value;
}

/** Rewrites a flag where it stands, in its own spelling: one item or two, one dash or two. */
function correct(
  { tree }: Target,
  { list, index, width, name }: Flag & { list: List },
  wanted: Wanted,
  removed: Set<number> | undefined,
): Splice[] {
  const [first, second] = [list.items[index], list.items[index + 1]];
  const value = wanted.value ?? '';
  if (width === 2 && name === wanted.name && !wanted.isBoolean && second?.kind === 'scalar') {
    return [setScalar(tree, second, value)];
  }
  if (first?.kind !== 'scalar') return [];
  if (width === 2) removed?.add(index + 1);
  const dashes = first.text.startsWith('--') ? '--' : '-';
  return [setScalar(tree, first, `${dashes}${wanted.name}=${value}`)];
}

/** Behind `--config`, else behind the program, which is what stands before the first flag. */
function anchorOf(list: List): number {
  const config = parseFlags(textsOf(list)).find(({ name }) => name === CONFIG);
  if (config !== undefined) return config.index + config.width - 1;
  return Math.max(firstRunnerFlag(list), 0) - 1;
}

const firstRunnerFlag = (list: List): number =>
  parseFlags(textsOf(list)).find(({ name }) => RUNNER_FLAGS.has(name))?.index ?? -1;
