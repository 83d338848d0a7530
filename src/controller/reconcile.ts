// One pass: observe, decide, apply. Whatever it meets comes back as an outcome.

import { applyAll, type Done, told } from './apply.ts';
import type { Clock } from './clock.ts';
import { type Decision, decide, type Observed } from './decide.ts';
import { failed } from './failed.ts';
import type { Refs, Secret } from './objects.ts';
import type { Outcome } from './outcome.ts';
import type { Pace } from './pace.ts';
import type { Cluster, Failure } from './port.ts';

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
export async function reconcile(means: Means): Promise<Outcome> {
  const { cluster, refs, pace, clock } = means;
  const observed = await observe(cluster, refs);
  if ('failure' in observed) {
    return { ...uidOf(observed.source), ...failed(observed.failure, [], []) };
  }

  const decision = decide(observed.value, refs);
  const { steps, payload, remarks } = decision;
  const seen = seenIn(observed.value, decision);
  const waitMs = steps.length > 0 ? pace.wait(payload, clock.now()) : 0;
  if (waitMs > 0) return { ...seen, result: 'contested', remarks, writes: [], waitMs };

  const { done, failure } = await applyAll(steps, cluster, refs);
  // What was only deleted is made at once, in the next pass.
  if (done.some(({ verb }) => verb !== 'delete')) pace.wrote(payload, clock.now());
  const writes = done.map(step => told(step, refs));
  const drift = driftAfter(done, decision.drift);
  if (failure) return { ...seen, drift, ...failed(failure, remarks, writes) };
  const result = decision.state === 'synced' && writes.length > 0 ? 'written' : decision.state;
  return { ...seen, drift, result, remarks, writes };
}

function driftAfter(done: readonly Done[], before: boolean): boolean {
  const verb = done.map(step => step.verb).find(made => made !== 'attach');
  return verb === undefined ? before : verb === 'delete';
}

/** A failure comes with the source, where that one was read: its Event belongs there. */
type Unobserved = { readonly failure: Failure; readonly source?: Secret | undefined };

async function observe(
  cluster: Cluster,
  refs: Refs,
): Promise<{ readonly value: Observed } | Unobserved> {
  const [source, target, serviceAccount] = await Promise.all([
    cluster.get(refs.source),
    cluster.get(refs.target),
    cluster.get(refs.serviceAccount),
  ]);
  if ('failure' in source) return source;
  if ('failure' in target) return { ...target, source: source.value };
  if ('failure' in serviceAccount) return { ...serviceAccount, source: source.value };
  return {
    value: {
      source: source.value,
      target: target.value,
      serviceAccount: serviceAccount.value,
    },
  };
}

function seenIn({ source }: Observed, { payload, drift }: Decision) {
  return { drift, ...(payload !== undefined && { payload }), ...uidOf(source) };
}

function uidOf(source: Secret | undefined): Pick<Outcome, 'sourceUid'> {
  const uid = source?.metadata.uid;
  return uid === undefined ? {} : { sourceUid: uid };
}
