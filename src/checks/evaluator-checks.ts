// Checks of the container that evaluates functions: that it is one, of which release, and whether its command can be read.
import { POD_NAMESPACE } from '../porch/flags.ts';
import { FIRST_WITH_FEATURE } from '../porch/releases.ts';
import { fieldPath } from '../yaml/path.ts';
import { broken, check } from './check.ts';
import { isShell } from './own-flags.ts';
import { flagOf } from './wiring-facts.ts';

export const EVALUATOR_CHECKS = [
  check(
    'EPR0101',
    {
      title: 'One container evaluates functions',
      means: 'nothing, or more than one thing, looks like the container that reads the pull secret',
      todo: 'name it: `--deployment` and `--container` of the doctor, `deployment` and `container` of the function',
    },
    ['selection'],
    ({ selection }) => selection,
  ),
  check(
    'EPR0102',
    {
      title: 'The release has private registries',
      means: `before Porch ${FIRST_WITH_FEATURE} nothing reads credentials, and their flags end the process`,
      todo: `an image of Porch ${FIRST_WITH_FEATURE} or later; for an image of your own \`porchVersion\``,
    },
    ['evaluator'],
    ({ evaluator: { object, release, imagePath } }) => {
      if (release.enableFlag !== undefined) return [];
      const message =
        `\`${imagePath}\` is Porch ${release.tag}, which has no private registries. ` +
        `Use ${FIRST_WITH_FEATURE} or a later release`;
      return [broken(object, message, imagePath)];
    },
  ),
  check(
    'EPR0106',
    {
      title: 'The command is a list',
      means: 'flags inside one string of a shell cannot be read, nor added by the function',
      todo: 'the server and each flag as an item of its own',
    },
    ['evaluator'],
    ({ evaluator }) => {
      if (!isShell(evaluator)) return [];
      const path = fieldPath(evaluator.lists[0]?.path ?? []);
      const message =
        `\`${path}\` is a shell command in one string, whose flags nobody can read. ` +
        'Make it a list with the server and each flag as an item of its own';
      return [broken(evaluator.object, message, path)];
    },
  ),
  check(
    'EPR0108',
    {
      title: "The function pods' namespace is written out",
      means:
        'nobody can say where the copy of the pull secret belongs; the function writes no sync',
      todo: 'the name itself, and no variable in its place',
    },
    ['evaluator'],
    ({ evaluator }) => {
      const flag = flagOf(evaluator, POD_NAMESPACE);
      if (evaluator.podNamespace !== undefined || flag === undefined) return [];
      const path = fieldPath(flag.path);
      const message = `\`${path}\` is not the name of a namespace. Write the name out`;
      return [broken(evaluator.object, message, path)];
    },
  ),
];
