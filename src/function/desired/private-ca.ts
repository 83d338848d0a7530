// A private CA for the runner: its Secret, wiring and flags, or none of them.
import {
  andThen,
  done,
  failed,
  mapFindings,
  type Step,
  unlessErrors,
} from '../../findings/step.ts';
import { errorOn, infoOn, type Result } from '../../krm/result.ts';
import type { Release } from '../../porch/releases.ts';
import { readCa } from '../input/ca-bundle.ts';
import { resultFrom } from '../input/finding-result.ts';
import type { Inputs } from '../input/inputs.ts';
import { listPath } from '../observe/editable-fields.ts';
import { checkCaSecret } from '../observe/existing-secret.ts';
import { CA_SECRET } from '../observe/mounted-secret.ts';
import type { Observed } from '../observe/observe.ts';
import { ownItems } from '../observe/ownership.ts';
import { isForeign } from '../observe/wiring.ts';
import { absentSecrets } from './absent-secrets.ts';
import { conflictsWith } from './conflicting-objects.ts';
import type { DesiredFlag, DesiredObject, DesiredWiring } from './desired.ts';
import { caFlags, correctedTlsFlag, NO_CA_FLAGS } from './flags.ts';
import { generatedSecret } from './generated-secret.ts';

/** Flags and wirings stand in lists with those of the pull secret. */
export type DesiredCa = {
  readonly flags: readonly DesiredFlag[];
  readonly wirings: readonly DesiredWiring[];
  readonly objects: readonly DesiredObject[];
};

const LEFT_ALONE: DesiredCa = { flags: [], wirings: [], objects: [] };

const leftAlone = ({ runner }: Observed): DesiredCa => ({
  ...LEFT_ALONE,
  flags: correctedTlsFlag(runner),
});

const wantsCa = ({ options: { state, tlsSecretName, tlsCA } }: Inputs): boolean =>
  state === 'enabled' && (tlsSecretName !== undefined || tlsCA !== undefined);

/**
 * Without a CA in the options wiring by hand is left alone, unless its flags would crash the release; the
 * function's own is absent.
 *
 * @param release `undefined` where it lacks something that the options ask for
 */
export function desiredCa(
  inputs: Inputs,
  observed: Observed,
  release: Release | undefined,
): Step<DesiredCa, Result> {
  const { caSecret } = observed;
  if (inputs.options.state === 'disabled') return disabledCa(inputs, observed);
  if (!wantsCa(inputs)) {
    const isLeftAlone = (release?.tls ?? true) && ownItems(observed, 'ca-secret').length === 0;
    return done(isLeftAlone ? leftAlone(observed) : absentCa(observed));
  }
  const objects = caObjects(inputs, observed, release?.caFiles ?? []);
  if (!objects.ok) return objects;
  const { mountPath } = caSecret.names;
  const value: DesiredCa = {
    flags: caFlags(mountPath),
    wirings: [{ part: 'CA secret', state: 'wanted', wiring: caSecret }],
    objects: objects.value,
  };
  return done(value, [...nodesNote(observed), ...objects.findings]);
}

function disabledCa(inputs: Inputs, observed: Observed): Step<DesiredCa, Result> {
  const { caSecret } = observed;
  if (isForeign(caSecret)) return done(LEFT_ALONE);
  const objects = absentSecrets(inputs, observed, caSecret, [noCaSecrets(observed)]);
  if (!objects.ok) return objects;
  return done({ ...absentCa(observed), objects: objects.value }, objects.findings);
}

const noCaSecrets = (observed: Observed) =>
  ({ state: 'absent', part: 'CA secret', present: ownItems(observed, 'ca-secret') }) as const;

function absentCa(observed: Observed): DesiredCa {
  const { caSecret } = observed;
  return {
    flags: NO_CA_FLAGS,
    wirings: isForeign(caSecret) ? [] : [{ part: 'CA secret', state: 'absent', wiring: caSecret }],
    objects: [noCaSecrets(observed)],
  };
}

function caObjects(
  inputs: Inputs,
  observed: Observed,
  caFiles: readonly string[],
): Step<DesiredObject[], Result> {
  const { items, owner, options, now } = inputs;
  const { tlsCA, secretName, secretMode } = options;
  const { runner, caSecret } = observed;
  const name = caSecret.names.secretName;
  // One Secret may serve for both, but not one that is made from here.
  if (name === secretName && (tlsCA !== undefined || secretMode !== 'existing')) {
    return failed(errorOn(owner, 'secret-names-equal', CLASH, 'data.tlsSecretName'));
  }
  if (tlsCA === undefined) {
    const findings = checkCaSecret(items, runner.namespace, name, caFiles);
    return done([noCaSecrets(observed)], findings);
  }
  const ca = mapFindings(readCa(tlsCA, 'tlsCA', now), finding =>
    resultFrom(finding, owner, 'data'),
  );
  return andThen(ca, text => {
    const secret = generatedSecret(inputs, observed, CA_SECRET, text);
    return unlessErrors(conflictsWith(secret, items), () => [secret]);
  });
}

const nodesNote = ({ runner, caSecret }: Observed): Result[] =>
  caSecret.mount === undefined
    ? [infoOn(runner.item.identity, 'nodes-need-ca', NODES, listPath(runner.volumeMounts))]
    : [];

const NODES =
  'the kubelet pulls the images and does not read the CA secret. Add the CA to the configuration of the ' +
  "nodes' container runtime too";
const CLASH = '`data.tlsSecretName` and `data.secretName` are the same. Choose two names';
