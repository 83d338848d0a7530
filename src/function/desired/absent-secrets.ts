// With `state: disabled` the function's own Secrets are absent, unless something still needs them.
import { done, type Step } from '../../findings/step.ts';
import { type Result, warningOn } from '../../krm/result.ts';
import type { Inputs } from '../input/inputs.ts';
import type { Observed } from '../observe/observe.ts';
import { isMountedElsewhere } from '../observe/secret-users.ts';
import { isForeign, isVolumeShared, type Wiring } from '../observe/wiring.ts';
import type { DesiredObject } from './desired.ts';

type Absent = Extract<DesiredObject, { state: 'absent' }>;

/** @param wiring through which the Secrets were mounted */
export function absentSecrets(
  { items }: Inputs,
  observed: Observed,
  wiring: Wiring,
  objects: readonly Absent[],
): Step<readonly Absent[], Result> {
  const { runner, former } = observed;
  if (isForeign(wiring)) return done([]);
  const isShared = isVolumeShared(runner, wiring);
  const needed = new Set(
    objects
      .flatMap(({ present }) => present)
      .filter(item => isShared || isMountedElsewhere(items, [observed, ...former], item)),
  );
  const warnings = [...needed].map(({ identity }) => {
    const message = `the ${wiring.secret.subject} stays in the package, because another container mounts it. Remove that mount first`;
    return warningOn(identity, 'secret-still-mounted', message);
  });
  const absent = objects.map(object => ({
    ...object,
    present: object.present.filter(item => !needed.has(item)),
  }));
  return done(absent, warnings);
}
