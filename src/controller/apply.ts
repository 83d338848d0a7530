// Makes the steps of a decision, one after the other, until one fails.
import type { Attach } from './decide.ts';
import { called, type Refs } from './objects.ts';
import type { Answer, Cluster, Failure } from './port.ts';
import type { Step } from './target.ts';

export type Applied = { readonly done: readonly (Step | Attach)[]; readonly failure?: Failure };

/** Each step is made under the resourceVersion that it was decided on. */
export async function applyAll(
  steps: readonly (Step | Attach)[],
  cluster: Cluster,
  refs: Refs,
): Promise<Applied> {
  const done: (Step | Attach)[] = [];
  for (const step of steps) {
    const answer = await apply(step, cluster, refs);
    if ('failure' in answer) return { done, failure: answer.failure };
    done.push(step);
  }
  return { done };
}

/** As in `update Secret "a/b": its content differs`. */
export const told = ({ verb, why }: Step | Attach, { target, serviceAccount }: Refs): string =>
  verb === 'attach'
    ? `update ${called(serviceAccount)}: ${why}`
    : `${verb} ${called(target)}: ${why}`;

async function apply(step: Step | Attach, cluster: Cluster, refs: Refs): Promise<Answer<void>> {
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
