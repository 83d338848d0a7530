// What each `secretMode` wants of the package: a Secret, an ExternalSecret, or neither.
import type { Code } from '../../findings/codes.ts';
import {
  andThen,
  done,
  type Failed,
  failed,
  type Step,
  unlessErrors,
} from '../../findings/step.ts';
import { matching } from '../../krm/matching.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import type { Credentials } from '../input/credentials.ts';
import type { Inputs } from '../input/inputs.ts';
import { checkPullSecret } from '../observe/existing-pull-secret.ts';
import { PULL_SECRET } from '../observe/mounted-secret.ts';
import type { Observed } from '../observe/observe.ts';
import { isOwn, ownItems, SECRET } from '../observe/ownership.ts';
import { absentSecrets } from './absent-secrets.ts';
import { conflictsWith } from './conflicting-objects.ts';
import type { DesiredObject, Note } from './desired.ts';
import { tagRangeNotes } from './docker-clients.ts';
import { checkExternalOptions } from './external-options.ts';
import { externalSecret } from './external-secret.ts';
import { generatedSecret, plainTextNote } from './generated-secret.ts';

export type Objects = {
  readonly objects: readonly DesiredObject[];
  readonly notes: readonly Note[];
};
type Mode = (
  inputs: Inputs,
  observed: Observed,
  content: Credentials['content'],
) => Step<Objects, Result>;

const noPullSecrets = (observed: Observed) =>
  ({
    state: 'absent',
    part: 'pull secret',
    present: ownItems(observed, 'pull-secret'),
  }) as const;

const noExternalSecrets = (observed: Observed) =>
  ({
    state: 'absent',
    part: 'ExternalSecret',
    present: ownItems(observed, 'external-secret'),
  }) as const;

/** With `state: disabled`. */
export function noSecrets(inputs: Inputs, observed: Observed): Step<Objects, Result> {
  const objects = absentSecrets(inputs, observed, observed.pullSecret, [
    noPullSecrets(observed),
    noExternalSecrets(observed),
  ]);
  return andThen(objects, objects => done({ objects, notes: [] }));
}

/** What another mode has made is absent. */
export const MODES: Readonly<Record<Inputs['options']['secretMode'], Mode>> = {
  generate(inputs, observed, content) {
    if (content?.kind !== 'docker config') {
      return refuse(inputs, 'credentials-missing', NO_CREDENTIALS);
    }
    const secret = generatedSecret(inputs, observed, PULL_SECRET, content.text);
    return unlessErrors(conflictsWith(secret, inputs.items), () => ({
      objects: [secret, noExternalSecrets(observed)],
      notes: [plainTextNote(secret), ...tagRangeNotes(inputs, content)],
    }));
  },

  existing({ items, now }, observed) {
    const { runner, pullSecret } = observed;
    const findings = checkPullSecret(items, runner.namespace, pullSecret.names.secretName, now);
    return unlessErrors(findings, () => ({
      objects: [noPullSecrets(observed), noExternalSecrets(observed)],
      notes: [],
    }));
  },

  externalSecret(inputs, observed, content) {
    const faults = rivals(inputs, observed);
    if (content?.kind !== 'references') {
      return refuse(inputs, 'registries-missing', NO_REGISTRIES, faults);
    }
    const object = externalSecret(inputs, observed, content.config);
    const options = checkExternalOptions(inputs, content.config.logins);
    return unlessErrors([...options, ...faults, ...conflictsWith(object, inputs.items)], () => ({
      objects: [object, noPullSecrets(observed)],
      notes: tagRangeNotes(inputs, content),
    }));
  },
};

/** Secrets that the operator would overwrite. */
const rivals = ({ items, options }: Inputs, { runner }: Observed): Result[] =>
  matching(items, { ...SECRET, namespace: runner.namespace, name: options.secretName })
    .filter(item => !isOwn(item))
    .map(({ identity }) => errorOn(identity, 'secret-beside-external', RIVAL, 'metadata.name'));

const refuse = (
  { owner }: Inputs,
  code: Code,
  message: string,
  others: readonly Result[] = [],
): Failed<Result> => failed(errorOn(owner, code, message, 'data'), ...others);

const NO_CREDENTIALS =
  'credentials are missing. Give `registry`, `username` and `password`, or `registries`, or ' +
  '`config.json`, in the functionConfig or in a ConfigMap `registry-credentials` of the package';
const NO_REGISTRIES =
  'registries are missing. Give `registry` or `registries`, in the functionConfig or in a ' +
  'ConfigMap `registry-credentials` of the package';
const RIVAL =
  'the ExternalSecret makes a Secret of this name, and would overwrite this one. Remove it, ' +
  'set `secretMode: existing` to use it as it is, or choose another `secretName`';
