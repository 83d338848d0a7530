// What a pass shall do: a pure decision from the three objects as they are.
import { called, type Refs, type Secret, type ServiceAccount } from './objects.ts';
import type { Remark } from './remark.ts';
import { readSource } from './source.ts';
import { isCopy, isOurs, planTarget, type Step, type TargetPlan } from './target.ts';

/** As read in this pass; undefined is absent. */
export type Observed = {
  readonly source: Secret | undefined;
  readonly target: Secret | undefined;
  readonly serviceAccount: ServiceAccount | undefined;
};

export type Attach = {
  readonly verb: 'attach';
  readonly serviceAccount: ServiceAccount;
  readonly why: string;
};

export type Decision = {
  /** Where the sync stands once the steps are done. */
  readonly state: 'synced' | 'waiting' | 'invalid' | 'refused';
  /** In this order; each carries the resourceVersion that it was decided on. */
  readonly steps: readonly (Step | Attach)[];
  readonly remarks: readonly Remark[];
  /** Whether the target is no copy of the source that pods can use. */
  readonly drift: boolean;
  /** Base64, where the source is valid. A credential: for comparison only. */
  readonly payload: string | undefined;
};

/** A missing or an invalid source changes nothing: the last good target stays, and is kept wired. */
export function decide({ source, target, serviceAccount }: Observed, refs: Refs): Decision {
  const { payload, state, remarks } = readSource(source, refs.source);
  const plan = payload === undefined ? {} : planTarget(target, refs.target, payload);
  const isGood = payload === undefined ? target !== undefined && isOurs(target) : isUsable(plan);
  const wiring = isGood ? wire(serviceAccount, refs) : { steps: [], remarks: [] };
  const told = [...remarks, ...targetRemarks(plan, refs), ...wiring.remarks];
  return {
    state: stateOf(state, plan, told),
    steps: [...(plan.step ? [plan.step] : []), ...wiring.steps],
    remarks: told,
    drift: payload !== undefined && (plan.foreign !== undefined || !isCopy(target, payload)),
    payload,
  };
}

const isUsable = ({ foreign, terminating }: TargetPlan) => foreign === undefined && !terminating;

function stateOf(
  source: 'valid' | 'missing' | 'invalid',
  { foreign }: TargetPlan,
  remarks: readonly Remark[],
): Decision['state'] {
  if (source === 'invalid') return 'invalid';
  if (foreign !== undefined) return 'refused';
  return remarks.some(({ reason }) => WAITS.has(reason)) ? 'waiting' : 'synced';
}

const WAITS: ReadonlySet<Remark['reason']> = new Set([
  'SourceMissing',
  'TargetTerminating',
  'ServiceAccountMissing',
]);

function targetRemarks({ foreign, terminating }: TargetPlan, { target }: Refs): Remark[] {
  if (foreign !== undefined) {
    const message =
      `${called(target)} is not overwritten, because ${foreign}: ` +
      'it must be deleted, or another `secretName` be chosen';
    return [{ severity: 'warning', reason: 'TargetForeign', message }];
  }
  if (!terminating) return [];
  const message = `${called(target)} is being deleted; it is made again once it is gone`;
  return [{ severity: 'info', reason: 'TargetTerminating', message }];
}

/** Appends: what others put into imagePullSecrets, an atomic list for the API, stays. */
function wire(
  serviceAccount: ServiceAccount | undefined,
  { target, serviceAccount: ref }: Refs,
): { steps: Attach[]; remarks: Remark[] } {
  const { name } = target;
  if (serviceAccount === undefined) {
    const message = `${called(ref)} must exist, so that its pods use the Secret`;
    const remark: Remark = { severity: 'info', reason: 'ServiceAccountMissing', message };
    return { steps: [], remarks: [remark] };
  }
  const { imagePullSecrets = [] } = serviceAccount;
  if (imagePullSecrets.some(entry => entry.name === name)) return { steps: [], remarks: [] };
  const wired = { ...serviceAccount, imagePullSecrets: [...imagePullSecrets, { name }] };
  const step: Attach = {
    verb: 'attach',
    serviceAccount: wired,
    why: 'it does not list the Secret',
  };
  return { steps: [step], remarks: [] };
}
