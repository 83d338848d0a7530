// What a pass is to do: a pure decision from the three objects as they are.
import type { Code } from '../../findings/codes.ts';
import { type Finding, note } from '../../findings/finding.ts';
import { called, type Refs, type Secret, type ServiceAccount } from '../api/objects.ts';
import type { Change } from './apply.ts';
import { readSource, type Source } from './source.ts';
import { isCopy, isOurs, planTarget, type TargetPlan } from './target.ts';

/** As read in this pass; undefined is absent, `unread` where that failed. */
export type Observed = {
  readonly source: Secret | undefined;
  readonly target: Secret | undefined;
  readonly serviceAccount: ServiceAccount | undefined | 'unread';
};

export type Decision = {
  /** Where the sync stands once the changes are made. */
  readonly state: 'synced' | 'waiting' | 'invalid' | 'refused';
  /** At most one of each object, in this order. */
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  /** Whether the target is no copy of the source that pods can use; undefined without a valid source. */
  readonly drift: boolean | undefined;
  /** Base64, where the source is valid. A credential: for comparison only. */
  readonly payload: string | undefined;
};

/** A missing or an invalid source changes nothing: the last good copy stays, and stays listed. */
export function decide(
  { source, target, serviceAccount }: Observed,
  refs: Refs,
  now: Date,
): Decision {
  const { payload, state, findings } = readSource(source, target, refs.source, now);
  const plan = payload === undefined ? {} : planTarget(target, refs.target, payload);
  const isGood = plan.change !== undefined || (target !== undefined && isOurs(target));
  const listing = isGood && serviceAccount !== 'unread' ? list(serviceAccount, refs) : {};
  const all = [...findings, ...[plan, listing].flatMap(({ finding }) => finding ?? [])];
  return {
    state: stateOf(state, plan, all),
    changes: [plan, listing].flatMap(({ change }) => change ?? []),
    findings: all,
    drift: payload === undefined ? undefined : !isUsable(target, plan, payload),
    payload,
  };
}

/** A copy that is not ours counts only once it is taken over. */
const isUsable = (target: Secret | undefined, { finding }: TargetPlan, payload: string) =>
  finding?.code !== 'target-foreign' && isCopy(target, payload);

function stateOf(
  source: Source['state'],
  target: TargetPlan,
  findings: readonly Finding[],
): Decision['state'] {
  if (source === 'invalid') return 'invalid';
  if (target.finding !== undefined) return 'refused';
  return findings.some(({ code }) => WAITS.has(code)) ? 'waiting' : 'synced';
}

const WAITS: ReadonlySet<Code> = new Set(['source-missing', 'service-account-missing']);

/** Appends: what others put into imagePullSecrets, an atomic list for the API, stays. */
function list(
  account: ServiceAccount | undefined,
  { target: { name }, serviceAccount: ref }: Refs,
): { readonly change?: Change; readonly finding?: Finding } {
  if (account === undefined) {
    const message = `${called(ref)} does not exist. Create it, so that its pods use the Secret.`;
    return { finding: note('service-account-missing', message) };
  }
  const { imagePullSecrets = [], metadata } = account;
  if (imagePullSecrets.some(entry => entry.name === name)) return {};
  const { resourceVersion } = metadata;
  const change: Change = {
    object: 'serviceAccount',
    verb: 'patch',
    body: { metadata: { resourceVersion }, imagePullSecrets: [...imagePullSecrets, { name }] },
    version: resourceVersion,
    why: 'service-account-unlisted',
  };
  return { change };
}
