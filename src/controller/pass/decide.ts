// What a pass is to do: a pure decision from the three objects as they are.
import type { Code } from '../../findings/codes.ts';
import { type Finding, note, warning } from '../../findings/finding.ts';
import { called, type Refs, type Secret, type ServiceAccount } from '../api/objects.ts';
import { readSource, type Source } from './source.ts';
import { isCopy, isOurs, planTarget, type TargetChange, type TargetPlan } from './target.ts';

/** As read in this pass; undefined is absent. */
export type Observed = {
  readonly source: Secret | undefined;
  readonly target: Secret | undefined;
  readonly serviceAccount: ServiceAccount | undefined;
};

type Attach = {
  readonly verb: 'attach';
  readonly serviceAccount: ServiceAccount;
  readonly why: Code;
};
export type Change = TargetChange | Attach;

export type Decision = {
  /** Where the sync stands once the changes are made. */
  readonly state: 'synced' | 'waiting' | 'invalid' | 'refused';
  /** In this order; each carries the resourceVersion that it was decided on. */
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  /** Whether the target is no copy of the source that pods can use. */
  readonly drift: boolean;
  /** Base64, where the source is valid. A credential: for comparison only. */
  readonly payload: string | undefined;
};

/** A missing or an invalid source changes nothing: the last good copy stays, and stays listed. */
export function decide({ source, target, serviceAccount }: Observed, refs: Refs): Decision {
  const { payload, state, findings } = readSource(source, refs.source);
  const plan = payload === undefined ? {} : planTarget(target, refs.target, payload);
  const isGood = payload === undefined ? target !== undefined && isOurs(target) : isUsable(plan);
  const listing = isGood ? list(serviceAccount, refs) : { changes: [], findings: [] };
  const all = [...findings, ...targetFindings(plan, refs), ...listing.findings];
  return {
    state: stateOf(state, plan, all),
    changes: [...(plan.change ? [plan.change] : []), ...listing.changes],
    findings: all,
    drift: payload !== undefined && (plan.foreign !== undefined || !isCopy(target, payload)),
    payload,
  };
}

const isUsable = ({ foreign, terminating }: TargetPlan) => foreign === undefined && !terminating;

function stateOf(
  source: Source['state'],
  { foreign }: TargetPlan,
  findings: readonly Finding[],
): Decision['state'] {
  if (source === 'invalid') return 'invalid';
  if (foreign !== undefined) return 'refused';
  return findings.some(({ code }) => WAITS.has(code)) ? 'waiting' : 'synced';
}

const WAITS: ReadonlySet<Code> = new Set([
  'source-missing',
  'target-terminating',
  'service-account-missing',
]);

function targetFindings({ foreign, terminating }: TargetPlan, { target }: Refs): Finding[] {
  if (foreign !== undefined) {
    const message =
      `${called(target)} is not the sync's own, so it is not overwritten: ${foreign}. ` +
      'Delete it, or choose another `secretName`.';
    return [warning('target-foreign', message)];
  }
  if (!terminating) return [];
  const message = `${called(target)} is being deleted. The sync creates it again once it is gone.`;
  return [note('target-terminating', message)];
}

/** Appends: what others put into imagePullSecrets, an atomic list for the API, stays. */
function list(
  serviceAccount: ServiceAccount | undefined,
  { target: { name }, serviceAccount: ref }: Refs,
): { changes: Attach[]; findings: Finding[] } {
  if (serviceAccount === undefined) {
    const message = `${called(ref)} does not exist. Create it, so that its pods use the Secret.`;
    return { changes: [], findings: [note('service-account-missing', message)] };
  }
  const { imagePullSecrets = [] } = serviceAccount;
  if (imagePullSecrets.some(entry => entry.name === name)) return { changes: [], findings: [] };
  const listed = { ...serviceAccount, imagePullSecrets: [...imagePullSecrets, { name }] };
  const change: Attach = {
    verb: 'attach',
    serviceAccount: listed,
    why: 'service-account-unlisted',
  };
  return { changes: [change], findings: [] };
}
