// Checks of the flags that turn private registries on.
import { BOOLEANS, endOfFlags, isTrue } from '../porch/flags.ts';
import { fieldPath } from '../yaml/path.ts';
import { broken, check, doubtful } from './check.ts';
import type { KubernetesObject } from './fact.ts';
import {
  added,
  isEnableFlag,
  isShell,
  isUnknown,
  NEVER,
  OURS,
  removed,
  rewritten,
} from './own-flags.ts';
import { remove, replace } from './patch.ts';
import { type FlagItem, flagOf } from './wiring-facts.ts';

export const FLAG_CHECKS = [
  check(
    'EPR0103',
    {
      title: 'Private registries are on',
      means: 'without its flag the function runner reads all images anonymously: `UNAUTHORIZED`',
      todo: 'run the function; it writes the flag of the release',
      byFunction: true,
    },
    ['evaluator'],
    ({ evaluator }) => {
      const { object, release, lists } = evaluator;
      const flag = release.enableFlag;
      if (flag === undefined || isShell(evaluator)) return [];
      const on = `--${flag}=true`;
      const present = flagOf(evaluator, flag);
      // One that is spelt otherwise is a matter of the next check.
      if (present === undefined && evaluator.flags.some(isEnableFlag)) return [];
      if (present === undefined) {
        const path = fieldPath(
          (lists.find(({ texts }) => texts.length > 0) ?? lists[1])?.path ?? [],
        );
        const message = `\`${path}\` lacks the flag \`--${flag}\`, so private registries are off. Add it`;
        return [broken(object, message, path, added(evaluator, on))];
      }
      if (isTrue(present.value)) return [];
      const path = fieldPath(present.path);
      const message = `\`${path}\` turns private registries off. Write \`${on}\``;
      return [broken(object, message, path, rewritten(present, on))];
    },
  ),
  check(
    'EPR0104',
    {
      title: 'The release knows each of these flags',
      means:
        'the first unknown flag ends the process: CrashLoopBackOff, `flag provided but not defined`',
      todo: 'run the function; for an image whose tag says nothing set `porchVersion`',
      byFunction: true,
    },
    ['evaluator'],
    ({ evaluator }) =>
      evaluator.flags
        .filter(flag => isUnknown(evaluator, flag))
        .map(flag => {
          const { object, release } = evaluator;
          const path = fieldPath(flag.path);
          const hasRight = release.enableFlag && flagOf(evaluator, release.enableFlag);
          const right = isEnableFlag(flag) && !hasRight && release.enableFlag;
          const message =
            `\`${path}\` is a flag that Porch ${release.tag} does not know, so the container ends at once. ` +
            (right ? `Write \`--${right}=true\`` : 'Remove it');
          const isOurs = OURS.includes(flag.name) || NEVER.includes(flag.name);
          return broken(object, message, path, {
            ...(right && flag.width === 1 ? rewritten(flag, `--${right}=true`) : removed(flag)),
            byFunction: isOurs && release.enableFlag !== undefined,
          });
        }),
  ),
  check(
    'EPR0105',
    {
      title: 'Go reads all flags',
      means:
        'it stops at the first item that is no flag, such as the `true` of `--flag` and `true` in two items: all flags behind that are unread',
      todo: 'a flag of yes or no as one item, `--flag=true`; no other item before flags',
      byFunction: true,
    },
    ['evaluator'],
    ({ evaluator: { object, flags, lists } }) => {
      const end = endOfFlags(lists.flatMap(({ texts }) => texts));
      const places = lists.flatMap(({ path, texts }) => texts.map((_, index) => [...path, index]));
      const place = places[end ?? -1];
      if (place === undefined) return [];
      const divided = flags.filter(({ name, width }) => width === 2 && BOOLEANS.has(name));
      if (divided.length > 0) return divided.map(flag => inTwoItems(object, flag));
      const path = fieldPath(place);
      const message = `\`${path}\` ends the reading of flags, so those behind it have no effect. Remove it`;
      return [broken(object, message, path, { patch: [remove(place)], byFunction: false })];
    },
  ),
  check(
    'EPR0107',
    {
      title: 'Each flag is given once',
      means: 'of two the last counts, which may be the wrong one',
      todo: 'run the function; it leaves one',
      byFunction: true,
    },
    ['evaluator'],
    ({ evaluator: { object, flags } }) =>
      flags
        .filter((flag, index) => {
          const isLater = flags.slice(index + 1).some(({ name }) => name === flag.name);
          return OURS.includes(flag.name) && isLater;
        })
        .map(flag => {
          const path = fieldPath(flag.path);
          const message = `\`${path}\` is given again further on, and the last one counts. Remove it`;
          return doubtful(object, message, path, removed(flag));
        }),
  ),
];

function inTwoItems(object: KubernetesObject, { name, value, path }: FlagItem) {
  const field = fieldPath(path);
  const whole = `--${name}=${isTrue(value)}`;
  const message =
    `\`${field}\` has its value in an item of its own, at which the reading of flags stops. ` +
    `Write \`${whole}\` as one item`;
  const patch = [remove(path), replace(path, whole)];
  return broken(object, message, field, { patch, byFunction: OURS.includes(name) });
}
