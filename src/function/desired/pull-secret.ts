// The pull secret as `secretMode` asks for it, with what the user must know of the credentials.
import { all, andThen, done, failed, type Step, unlessErrors } from '../../findings/step.ts';
import type { Identity } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { CREDENTIAL_KEYS } from '../input/credential-forms.ts';
import type { Inputs } from '../input/inputs.ts';
import type { Observed } from '../observe/observe.ts';
import type { Note } from './desired.ts';
import { wiredSecretFindings } from './former-secret.ts';
import { localConfigsAmong } from './local-configs.ts';
import { MODES, noSecrets, type Objects } from './secret-modes.ts';

export type DesiredPullSecret = Objects & { readonly localConfigs: readonly Item[] };

export function desiredPullSecret(
  inputs: Inputs,
  observed: Observed,
): Step<DesiredPullSecret, Result> {
  const { options, given, credentials, owner } = inputs;
  if (options.state === 'disabled') return withLocalConfigs(noSecrets(inputs, observed), []);
  if (options.secretMode === 'existing' && [...CREDENTIAL_KEYS].some(key => given.has(key))) {
    return failed(besideExisting(owner));
  }
  if (!credentials.ok) return credentials;
  const { content, sources, holder } = credentials.value;
  if (options.secretMode === 'existing' && content !== undefined) {
    return failed(besideExisting(holder));
  }
  const made = MODES[options.secretMode](inputs, observed, content);
  const wired = unlessErrors(wiredSecretFindings(inputs, observed), () => undefined);
  const whole = andThen(wired, () => made);
  return withLocalConfigs(whole, sources, credentials.findings);
}

/** An existing Secret brings its own credentials. */
const besideExisting = (holder: Identity): Result =>
  errorOn(holder, 'credentials-beside-existing', BESIDE_EXISTING, 'data');

const BESIDE_EXISTING =
  'credentials cannot be combined with `secretMode: existing`. Remove them, or set `secretMode: generate`';

/** How the credentials were read is worth reporting when they are written, not in every later run. */
function withLocalConfigs(
  made: Step<Objects, Result>,
  sources: readonly Item[],
  read: readonly Result[] = [],
): Step<DesiredPullSecret, Result> {
  const warnings = read.filter(({ severity }) => severity === 'warning');
  const marked = localConfigsAmong(sources);
  return andThen(all(done(undefined, warnings), made, marked), ([, objects, localConfigs]) => {
    const part = objects.objects[0]?.part ?? 'pull secret';
    const infos = read
      .filter(({ severity }) => severity === 'info')
      .map((result): Note => ({ part, when: 'any change', result }));
    return done({ ...objects, notes: [...infos, ...objects.notes], localConfigs });
  });
}
