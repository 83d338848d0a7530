// The desired state of the whole package, from the options, the credentials and what is there.
import { all, done, type Step, unlessErrors } from '../../findings/step.ts';
import { keyOf } from '../../krm/identity.ts';
import { matching } from '../../krm/matching.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import type { Inputs } from '../input/inputs.ts';
import type { Observed } from '../observe/observe.ts';
import { observeRelease, type UsableRelease } from '../observe/release.ts';
import { conflicts } from './conflicts.ts';
import type { Desired } from './desired.ts';
import { desiredClients } from './docker-clients.ts';
import { desiredCa } from './private-ca.ts';
import { desiredPullSecret } from './pull-secret.ts';
import { assumedReleaseNotes, droppedFlagWarnings } from './release-notes.ts';
import { desiredRunner, formerRunner, pullSecretWiring } from './runner.ts';
import { type DesiredSync, desiredSync } from './sync.ts';

/** With `state: disabled` all parts are absent. Reports the errors of all parts at once. */
export function desiredState(inputs: Inputs, observed: Observed): Step<Desired, Result> {
  const { runner, former } = observed;
  const release = releaseFor(inputs, observed);
  const known = release.ok ? release.value : undefined;
  const isWanted = inputs.options.state === 'enabled';
  const ca = desiredCa(inputs, observed, known);
  const wirings = [...pullSecretWiring(isWanted, observed), ...(ca.ok ? ca.value.wirings : [])];
  const parts = all(
    release,
    unlessErrors([...sharedFiles(inputs), ...conflicts(runner, wirings)], () => undefined),
    desiredPullSecret(inputs, observed),
    ca,
    release.ok ? desiredSync(inputs, observed, known) : done<DesiredSync, Result>(NO_SYNC),
    desiredClients(inputs, observed),
  );
  if (!parts.ok) return parts;
  const [, , secret, tls, sync, clients] = parts.value;
  const desired: Desired = {
    runners: [desiredRunner(observed, known, tls, sync.sidecar), ...former.map(formerRunner)],
    clients,
    objects: [...secret.objects, ...tls.objects, ...sync.objects],
    localConfigs: secret.localConfigs,
    // What a user must do comes first: kpt shows no more than the first few results.
    notes: [
      ...sync.notes,
      ...(known === undefined ? [] : assumedReleaseNotes(runner, known)),
      ...secret.notes,
    ],
  };
  const warnings = known === undefined ? [] : droppedFlagWarnings(runner, known);
  return done(desired, [...warnings, ...parts.findings]);
}

const NO_SYNC: DesiredSync = { objects: [], sidecar: undefined, notes: [] };

const releaseFor = (
  { options }: Inputs,
  { runner }: Observed,
): Step<UsableRelease | undefined, Result> =>
  options.state === 'disabled' ? done(undefined) : observeRelease(runner, options);

/** kpt reads one object, the functionConfig, from its file: another one there would break the next render. */
function sharedFiles({ items, owner, options }: Inputs): Result[] {
  if (options.state === 'disabled') return [];
  const own = matching(items, keyOf(owner)).map(({ identity }) => identity.path);
  return (['secretPath', 'syncPath'] as const).flatMap(option => {
    const path = options[option];
    if (path === undefined || !own.includes(path)) return [];
    const message =
      `the file in \`data.${option}\` is that of the functionConfig, which must hold nothing else. ` +
      'Choose another file';
    return [errorOn(owner, 'file-is-config', message, `data.${option}`)];
  });
}
