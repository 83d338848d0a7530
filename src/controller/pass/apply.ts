// Makes the changes of a decision, one after the other, until one fails.
import type { Code } from '../../findings/codes.ts';
import { type Finding, note } from '../../findings/finding.ts';
import { failed, type Step } from '../../findings/step.ts';
import type { Cluster, Failure } from '../api/cluster.ts';
import { called, type Refs } from '../api/objects.ts';
import type { Change } from './decide.ts';

/** A replacement of which only the first half was made. */
type Removal = { readonly verb: 'delete'; readonly why: Code };
export type Applied = Change | Removal;

type Progress = { readonly applied: readonly Applied[]; readonly failure?: Failure };

/** Each change is made under the resourceVersion that it was decided on. */
export async function applyAll(
  changes: readonly Change[],
  cluster: Cluster,
  refs: Refs,
): Promise<Progress> {
  const applied: Applied[] = [];
  for (const change of changes) {
    const progress = await apply(change, cluster, refs);
    applied.push(...progress.applied);
    if (progress.failure) return { applied, failure: progress.failure };
  }
  return { applied };
}

const WHY: Readonly<Partial<Record<Code, string>>> = {
  'target-missing': 'it does not exist',
  'target-unlabelled': 'it lacks our label',
  'target-differs': 'its content differs',
  'target-mistyped': 'it has another type',
  'target-immutable': 'it is immutable',
  'service-account-unlisted': 'it does not list the Secret',
};

/** As in `update Secret "a/b": its content differs`. */
export function written({ verb, why }: Applied, { target, serviceAccount }: Refs): Finding {
  const act = verb === 'attach' ? `update ${called(serviceAccount)}` : `${verb} ${called(target)}`;
  return note(why, `${act}: ${WHY[why]}`);
}

async function apply(change: Change, cluster: Cluster, refs: Refs): Promise<Progress> {
  switch (change.verb) {
    case 'create':
      return progress(change, await cluster.create(refs.target, change.secret));
    case 'update':
      return progress(change, stale(await cluster.update(refs.target, change.secret)));
    case 'attach':
      return progress(
        change,
        stale(await cluster.update(refs.serviceAccount, change.serviceAccount)),
      );
    case 'replace': {
      const { uid = '', resourceVersion = '' } = change.stale.metadata;
      const removed = stale(await cluster.remove(refs.target, uid, resourceVersion));
      if (!removed.ok) return progress(change, removed);
      const { applied, failure } = progress(
        change,
        await cluster.create(refs.target, change.secret),
      );
      return failure ? { applied: [{ verb: 'delete', why: change.why }], failure } : { applied };
    }
  }
}

const progress = (change: Change, answer: Step<void, Failure>): Progress =>
  answer.ok ? { applied: [change] } : { applied: [], failure: answer.findings[0] };

/** An object that was deleted after it was read is a conflict like any other. */
function stale(answer: Step<void, Failure>): Step<void, Failure> {
  if (answer.ok || answer.findings[0].kind !== 'absent') return answer;
  return failed({ ...answer.findings[0], kind: 'conflict' });
}
