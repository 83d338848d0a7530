// With `state: disabled` the function's own Secrets are absent, unless something still needs them.
import { done, type Step } from '../../findings/step.ts';
import { type Result, warningOn } from '../../krm/result.ts';
import type { Observed } from '../observe/observe.ts';
import { listPath } from '../observe/runner.ts';
import { isForeign, isVolumeShared, type Wiring } from '../observe/wiring.ts';
import type { DesiredObject } from './desired.ts';

type Absent = Extract<DesiredObject, { state: 'absent' }>;

/** @param wiring through which the Secrets were mounted */
export function absentSecrets(
  { runner }: Observed,
  wiring: Wiring,
  objects: readonly Absent[],
): Step<readonly Absent[], Result> {
  if (isForeign(wiring)) return done([]);
  if (!isVolumeShared(runner, wiring)) return done(objects);
  if (objects.every(({ present }) => present.length === 0)) return done([]);
  const message = `the ${wiring.secret.subject} stays in the package, because another container mounts its volume. Remove that mount first`;
  const path = listPath(runner.volumes);
  return done([], [warningOn(runner.item.identity, 'secret-still-mounted', message, path)]);
}
