// Makes one change of a decision, under the version of the object that it was decided on.
import type { Code } from '../../findings/codes.ts';
import { type Finding, note } from '../../findings/finding.ts';
import { failed, type Step } from '../../findings/step.ts';
import type { Cluster, Failure } from '../api/cluster.ts';
import { called, type Refs } from '../api/objects.ts';

/** What a pass writes to. */
export type Written = 'target' | 'serviceAccount';

export type Change = {
  readonly object: Written;
  readonly verb: 'create' | 'patch';
  /** The object, or a JSON merge patch with the version in it. */
  readonly body: object;
  /** The resourceVersion that the object had; undefined where it did not exist. */
  readonly version: string | undefined;
  readonly why: Code;
};

/** Comes to the version that the object has then. */
export async function apply(
  { object, verb, body, version }: Change,
  cluster: Cluster,
  refs: Refs,
): Promise<Step<string, Failure>> {
  const ref = refs[object];
  const answer = await cluster[verb](ref, body);
  if (answer.ok) return answer;
  const [failure] = answer.findings;
  const isGone = verb === 'patch' && failure.kind === 'absent';
  if (failure.kind !== 'conflict' && !isGone) return answer;
  // Where the object is still as it was read, nobody else wrote it: trying again would not help.
  const now = await cluster.get(ref);
  const isSame = now.ok && now.value?.metadata.resourceVersion === version;
  return failed({ ...failure, kind: isSame ? 'rejected' : 'conflict' });
}

const WHY: Readonly<Partial<Record<Code, string>>> = {
  'target-missing': 'it does not exist',
  'target-unlabelled': 'it lacks our annotation',
  'target-differs': 'its content differs',
  'service-account-unlisted': 'it does not list the Secret',
};

/** As in `patch Secret "a/b": its content differs`. */
export const written = ({ object, verb, why }: Change, refs: Refs): Finding =>
  note(why, `${verb} ${called(refs[object])}: ${WHY[why]}`);
