// Makes the steps of a decision, one after the other, until one fails.
import type { Attach } from './decide.ts';
import { called, type Refs } from './objects.ts';
import type { Answer, Cluster, Failure } from './port.ts';
import type { Step } from './target.ts';

/** A replacement of which only the first half was made. */
type Removal = { readonly verb: 'delete'; readonly why: string };
export type Done = Step | Attach | Removal;

export type Applied = { readonly done: readonly Done[]; readonly failure?: Failure };
type Tried = { readonly done?: Done; readonly failure?: Failure };

/** Each step is made under the resourceVersion that it was decided on. */
export async function applyAll(
  steps: readonly (Step | Attach)[],
  cluster: Cluster,
  refs: Refs,
): Promise<Applied> {
  const done: Done[] = [];
  for (const step of steps) {
    const tried = await apply(step, cluster, refs);
    if (tried.done) done.push(tried.done);
    if (tried.failure) return { done, failure: tried.failure };
  }
  return { done };
}

/** As in `update Secret "a/b": its content differs`. */
export const told = ({ verb, why }: Done, { target, serviceAccount }: Refs): string =>
  verb === 'attach'
    ? `update ${called(serviceAccount)}: ${why}`
    : `${verb} ${called(target)}: ${why}`;

async function apply(step: Step | Attach, cluster: Cluster, refs: Refs): Promise<Tried> {
  switch (step.verb) {
    case 'create':
      return tried(step, await cluster.create(refs.target, step.secret));
    case 'update':
      return tried(step, stale(await cluster.update(refs.target, step.secret)));
    case 'attach':
      return tried(step, stale(await cluster.update(refs.serviceAccount, step.serviceAccount)));
    case 'replace': {
      const { uid = '', resourceVersion = '' } = step.stale.metadata;
      const removed = stale(await cluster.remove(refs.target, uid, resourceVersion));
      if ('failure' in removed) return removed;
      const made = tried(step, await cluster.create(refs.target, step.secret));
      return { done: { verb: 'delete', why: step.why }, ...made };
    }
  }
}

const tried = (done: Done, answer: Answer<void>): Tried =>
  'failure' in answer ? answer : { done };

/** An object that went away after it was read is a conflict like any other. */
function stale(answer: Answer<void>): Answer<void> {
  if (!('failure' in answer) || answer.failure.kind !== 'absent') return answer;
  return { failure: { ...answer.failure, kind: 'conflict' } };
}
