// One pass: observe, decide, apply. Whatever it meets comes back as an outcome.
import type { Clock } from './clock.ts';
import { type Attach, type Decision, decide, type Observed } from './decide.ts';
import { called, type Ref, type Refs } from './objects.ts';
import type { Outcome } from './outcome.ts';
import type { Pace } from './pace.ts';
import type { Answer, Cluster, Failure } from './port.ts';
import type { Remark } from './remark.ts';
import type { Step } from './target.ts';

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
  if ('failure' in observed) return failed(observed.failure, [], []);

  const decision = decide(observed.value, refs);
  const { steps, payload, remarks } = decision;
  const seen = seenIn(observed.value, decision);
  const waitMs = steps.length > 0 ? pace.wait(payload, clock.now()) : 0;
  if (waitMs > 0) return { ...seen, result: 'contested', remarks, writes: [], waitMs };

  const { writes, failure } = await applyAll(steps, means);
  if (writes.length > 0) pace.wrote(payload, clock.now());
  if (failure) return { ...seen, ...failed(failure, remarks, writes) };
  const result = decision.state === 'synced' && writes.length > 0 ? 'written' : decision.state;
  return { ...seen, drift: result === 'refused', result, remarks, writes };
}

async function observe(cluster: Cluster, refs: Refs): Promise<Answer<Observed>> {
  const [source, target, serviceAccount] = await Promise.all([
    cluster.get(refs.source),
    cluster.get(refs.target),
    cluster.get(refs.serviceAccount),
  ]);
  if ('failure' in source) return source;
  if ('failure' in target) return target;
  if ('failure' in serviceAccount) return serviceAccount;
  return {
    value: {
      source: source.value,
      target: target.value,
      serviceAccount: serviceAccount.value,
    },
  };
}

function seenIn({ source }: Observed, { payload, drift }: Decision) {
  const uid = source?.metadata.uid;
  return {
    drift,
    ...(payload !== undefined && { payload }),
    ...(uid !== undefined && { sourceUid: uid }),
  };
}

type Applied = { readonly writes: readonly string[]; readonly failure?: Failure };

async function applyAll(steps: readonly (Step | Attach)[], means: Means): Promise<Applied> {
  const writes: string[] = [];
  for (const step of steps) {
    const answer = await apply(step, means);
    if ('failure' in answer) return { writes, failure: answer.failure };
    const ref = step.verb === 'attach' ? means.refs.serviceAccount : means.refs.target;
    writes.push(`${step.verb} ${called(ref)}: ${step.why}`);
  }
  return { writes };
}

async function apply(step: Step | Attach, { cluster, refs }: Means): Promise<Answer<void>> {
  switch (step.verb) {
    case 'create':
      return cluster.create(refs.target, step.secret);
    case 'update':
      return stale(await cluster.update(refs.target, step.secret));
    case 'attach':
      return stale(await cluster.update(refs.serviceAccount, step.serviceAccount));
    case 'replace': {
      const { uid = '', resourceVersion = '' } = step.stale.metadata;
      const removed = stale(await cluster.remove(refs.target, uid, resourceVersion));
      return 'failure' in removed ? removed : cluster.create(refs.target, step.secret);
    }
  }
}

/** An object that went away after it was read is a conflict like any other. */
function stale(answer: Answer<void>): Answer<void> {
  if (!('failure' in answer) || answer.failure.kind !== 'absent') return answer;
  return { failure: { ...answer.failure, kind: 'conflict' } };
}

function failed(
  failure: Failure,
  remarks: readonly Remark[],
  writes: readonly string[],
): Outcome & { failure: Failure } {
  const remark = remarkOn(failure);
  return {
    result: RESULT_OF[failure.kind] ?? 'failed',
    remarks: remark === undefined ? remarks : [...remarks, remark],
    writes,
    failure,
  };
}

const RESULT_OF: Partial<Record<Failure['kind'], Outcome['result']>> = {
  absent: 'waiting', // on a create: there is no namespace
  conflict: 'conflict',
};

function remarkOn({ kind, message }: Failure): Remark | undefined {
  const remark = REMARKS[kind];
  return remark && { ...remark, message: `${message}: ${remark.message}` };
}

const REMARKS: Partial<Record<Failure['kind'], Remark>> = {
  absent: { severity: 'info', reason: 'NamespaceMissing', message: 'the namespace must be there' },
  denied: {
    severity: 'warning',
    reason: 'Forbidden',
    message: "the controller's Roles and RoleBindings must be applied in both namespaces",
  },
  rejected: {
    severity: 'warning',
    reason: 'Rejected',
    message: 'what the API server or an admission webhook does not accept must be mended',
  },
};
