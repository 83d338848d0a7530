// One pass: observe, decide, apply. Whatever it meets comes back as an outcome.
import { all } from '../../findings/step.ts';
import type { Cluster } from '../api/cluster.ts';
import type { Refs, Secret } from '../api/objects.ts';
import type { Pace } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import { type Applied, applyAll, written } from './apply.ts';
import { decide } from './decide.ts';
import { brokenOff, type Outcome } from './outcome.ts';

export type Means = {
  readonly cluster: Cluster;
  readonly refs: Refs;
  readonly pace: Pace;
  readonly clock: Clock;
};

/**
 * Reads source and target live each time, since the files mounted in two runner replicas differ for
 * a while after a rotation. Writes nothing that is as it should be.
 */
export async function reconcile({ cluster, refs, pace, clock }: Means): Promise<Outcome> {
  const [source, target, serviceAccount] = await Promise.all([
    cluster.get(refs.source),
    cluster.get(refs.target),
    cluster.get(refs.serviceAccount),
  ]);
  const read = all(source, target, serviceAccount);
  const uid = source.ok ? uidOf(source.value) : {};
  if (!read.ok) return { ...uid, ...brokenOff(read.findings[0], [], []) };

  const observed = { source: read.value[0], target: read.value[1], serviceAccount: read.value[2] };
  const { changes, payload, findings, drift, state } = decide(observed, refs);
  const seen = { ...uid, ...(payload !== undefined && { payload }) };
  const waitMs = changes.length > 0 ? pace.wait(payload, clock.now()) : 0;
  if (waitMs > 0) return { ...seen, drift, result: 'contested', findings, writes: [], waitMs };

  const { applied, failure } = await applyAll(changes, cluster, refs);
  // What was only deleted is created at once, in the next pass.
  if (applied.some(({ verb }) => verb !== 'delete')) pace.wrote(payload, clock.now());
  const writes = applied.map(change => written(change, refs));
  const after = { ...seen, drift: driftAfter(applied, drift) };
  if (failure) return { ...after, ...brokenOff(failure, findings, writes) };
  const result = state === 'synced' && writes.length > 0 ? 'written' : state;
  return { ...after, result, findings, writes };
}

function driftAfter(applied: readonly Applied[], before: boolean): boolean {
  const verb = applied.map(change => change.verb).find(made => made !== 'attach');
  return verb === undefined ? before : verb === 'delete';
}

function uidOf(source: Secret | undefined): Pick<Outcome, 'sourceUid'> {
  const uid = source?.metadata.uid;
  return uid === undefined ? {} : { sourceUid: uid };
}
