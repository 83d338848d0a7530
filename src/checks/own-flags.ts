// The flags of private registries among those of a container: which are there, known, and how one is written.
import { nearest } from '../nearest.ts';
import {
  AUTH_NAME,
  AUTH_PATH,
  ENABLE_FLAGS,
  isShellCommand,
  NEVER_RELEASED,
  RUNNER_FLAGS,
  TLS_ENABLE,
  TLS_PATH,
} from '../porch/flags.ts';
import type { Evaluator } from './evaluator-facts.ts';
import { add, remove, replace } from './patch.ts';
import type { FlagItem } from './wiring-facts.ts';

export const NEVER: readonly string[] = Object.values(NEVER_RELEASED).flat();
export const OURS = [...ENABLE_FLAGS, AUTH_PATH, AUTH_NAME, TLS_ENABLE, TLS_PATH];

export const isShell = ({ lists }: Evaluator): boolean =>
  isShellCommand(lists.flatMap(({ texts }) => texts));

/** Whether anything of private registries is there; where nothing is, one finding says it all. */
export const isEnabled = (evaluator: Evaluator): boolean =>
  !isShell(evaluator) && evaluator.flags.some(({ name }) => OURS.includes(name));

/** The flag of ours that a name is, or may be meant for. */
const meantBy = ({ name }: FlagItem): string | undefined =>
  RUNNER_FLAGS.has(name) ? name : nearest(name, OURS);

export const isEnableFlag = (flag: FlagItem): boolean =>
  ENABLE_FLAGS.some(name => name === meantBy(flag)) && !NEVER.includes(flag.name);

export const isUnknown = ({ release, isAssumed }: Evaluator, flag: FlagItem): boolean => {
  const { name } = flag;
  if (NEVER.includes(name) || (!isAssumed && release.dropped?.includes(name))) return true;
  if (name === TLS_ENABLE || name === TLS_PATH) return !release.tls;
  if (isEnableFlag(flag)) return name !== release.enableFlag;
  if (OURS.includes(name)) return release.enableFlag === undefined;
  return meantBy(flag) !== undefined && !RUNNER_FLAGS.has(name);
};

/** Into the list that has the others, else into `args`. */
export function added({ flags, lists }: Evaluator, flag: string) {
  const first = flags[0];
  const args = lists.at(-1);
  if (first !== undefined) return { patch: [add(first.path, flag)] };
  const path = args?.path ?? [];
  return { patch: [args?.texts.length === 0 ? add(path, [flag]) : add([...path, '-'], flag)] };
}

/** Without the flag's own item, and its value's, which moves up. */
export const removed = (flag: FlagItem) => ({
  patch: Array.from({ length: flag.width }, () => remove(flag.path)),
});

/** In the place of the flag, which takes one item. */
export const rewritten = (flag: FlagItem, text: string) =>
  flag.width === 1 ? { patch: [replace(flag.path, text)] } : {};
