// One pass: observe, decide, apply. Whatever it meets comes back as an outcome.
import type { Finding } from '../../findings/finding.ts';
import { all } from '../../findings/step.ts';
import type { Cluster, Failure } from '../api/cluster.ts';
import type { Refs } from '../api/objects.ts';
import type { Pace } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import { apply, type Change, type Written, written } from './apply.ts';
import { decide, type Observed } from './decide.ts';
import { brokenOff, contested, type Outcome, unread, unwritten } from './outcome.ts';
import { type Runner, refreshRunner } from './refresh.ts';

export type Means = {
  readonly cluster: Cluster;
  readonly refs: Refs;
  /** One for each object: a contest about one does not hold up the other. */
  readonly paces: Readonly<Record<Written, Pace>>;
  readonly clock: Clock;
  /** Where its pods are to be refreshed after a new payload. */
  readonly runner: Runner | undefined;
};

/**
 * Reads source and target live each time, since the files mounted in two runner replicas differ for
 * a while after a rotation. Writes nothing that is as it should be.
 */
export async function reconcile(means: Means): Promise<Outcome> {
  const { cluster, refs, paces, clock } = means;
  const [target, serviceAccount] = await Promise.all([
    cluster.get(refs.target),
    cluster.get(refs.serviceAccount),
  ]);
  // Last: no write under the versions above can then replace a later payload by an earlier one.
  const source = await cluster.get(refs.source);
  const uid = source.ok ? source.value?.metadata.uid : undefined;
  const seen = uid === undefined ? {} : { sourceUid: uid };
  const read = all(source, target);
  if (!read.ok) return { ...seen, ...unread(read.findings[0]) };

  const observed = {
    source: read.value[0],
    target: read.value[1],
    // The copy does not wait for it: pods that the function runner starts name the Secret themselves.
    serviceAccount: serviceAccount.ok ? serviceAccount.value : ('unread' as const),
  };
  const { changes, payload, findings, drift, state } = decide(observed, refs, clock.date());
  if (payload !== undefined) paces.target.aim(payload, clock.now());
  paces.serviceAccount.aim(refs.target.name, clock.now());
  const made = await applyAll(changes, means);
  const outcome = {
    ...seen,
    ...(payload !== undefined && { payload }),
    ...(drift !== undefined && { drift: drift && made.versions.target === undefined }),
    writes: made.writes,
    versions: { ...versionsOf(observed), ...made.versions },
    waits: made.waits,
    isRotating: paces.target.isRotating(clock.now()),
  };
  const allFindings = [...findings, ...made.findings, ...contests(means)];
  if (made.failure) {
    const { failure, object } = made.failure;
    return { ...outcome, ...unwritten(failure, allFindings), isPartial: object !== 'target' };
  }
  if (!serviceAccount.ok) {
    return { ...outcome, ...brokenOff(serviceAccount.findings[0], allFindings), isPartial: true };
  }
  const isHeld = Object.keys(made.waits).length > 0;
  const done = state === 'synced' && made.writes.length > 0 ? 'written' : state;
  return { ...outcome, result: isHeld ? 'contested' : done, findings: allFindings };
}

function versionsOf(observed: Observed): Partial<Record<keyof Refs, string>> {
  const entries = Object.entries(observed).map(([name, object]) => [
    name,
    object === 'unread' ? undefined : object?.metadata.resourceVersion,
  ]);
  return Object.fromEntries(entries.filter(([, version]) => version !== undefined));
}

type Made = {
  readonly writes: readonly Finding[];
  readonly versions: Partial<Record<Written, string>>;
  readonly waits: Partial<Record<Written, number>>;
  readonly findings: readonly Finding[];
  readonly failure?: { readonly failure: Failure; readonly object: Written };
};

/** One after the other, until one fails; what its pace holds back is left out. */
async function applyAll(changes: readonly Change[], means: Means): Promise<Made> {
  const { cluster, refs, paces, clock } = means;
  const writes: Finding[] = [];
  const findings: Finding[] = [];
  const versions: Partial<Record<Written, string>> = {};
  const waits: Partial<Record<Written, number>> = {};
  for (const change of changes) {
    const { object } = change;
    const pace = paces[object];
    const waitMs = pace.wait(clock.now());
    if (waitMs > 0) {
      waits[object] = waitMs;
      continue;
    }
    const answer = await apply(change, cluster, refs);
    if (!answer.ok) {
      return {
        writes,
        versions,
        waits,
        findings,
        failure: { failure: answer.findings[0], object },
      };
    }
    if (object === 'target' && pace.isFirst) findings.push(...(await refreshed(means)));
    pace.wrote(clock.now());
    versions[object] = answer.value;
    writes.push(written(change, refs));
  }
  return { writes, versions, waits, findings };
}

const refreshed = async ({ cluster, runner, clock }: Means): Promise<Finding[]> =>
  runner === undefined ? [] : refreshRunner(cluster, runner, clock);

/** A contest that outlasts the function runner's stale file has another cause. */
const LASTING_MS = 180_000;

const contests = ({ refs, paces, clock }: Means): Finding[] =>
  (['target', 'serviceAccount'] as const)
    .filter(object => paces[object].contestedMs(clock.now()) >= LASTING_MS)
    .map(object => contested(refs[object]));
