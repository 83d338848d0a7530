// Tells of each pass: a log line when something is new, the figures, and Events for warnings.
import type { Events } from './events.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Outcome } from './outcome.ts';
import type { Failure } from './port.ts';
import type { Remark } from './remark.ts';

export type Report = (outcome: Outcome) => Promise<void>;

export type ReportMeans = {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly events: Events;
  readonly fingerprint: (payload: string) => string;
};

/**
 * An Event that cannot be written is logged once a change, and fails nothing. Once the signal has
 * aborted there is no time left for Events.
 */
export function createReport(means: ReportMeans, stop: AbortSignal): Report {
  const { log, metrics, events, fingerprint } = means;
  let last = '';
  let lastReasons: ReadonlySet<Remark['reason']> = new Set();
  let sourceUid: string | undefined;
  return async outcome => {
    metrics.passed(outcome);
    const line = lineOf(outcome, fingerprint);
    const isOld = line.key === last;
    last = line.key;
    log[levelOf(outcome, isOld)](line.fields, `pass: ${outcome.result}`);
    // A pass that failed may not know of the source, or of what is wrong beside its failure.
    if (outcome.sourceUid !== undefined || !outcome.failure) sourceUid = outcome.sourceUid;
    if (!outcome.failure) events.keep(outcome.remarks);
    const reasons = lastReasons;
    lastReasons = new Set(outcome.remarks.map(({ reason }) => reason));
    for (const remark of outcome.remarks) {
      if (stop.aborted) return;
      if (remark.severity !== 'warning') continue;
      // An API server that has just started refuses what it soon allows: once is no matter.
      if (outcome.failure && !reasons.has(remark.reason)) continue;
      const failure = await events.tell(remark, sourceUid);
      if (failure) log.debug({ failure: failure.message }, 'no Event written');
    }
  };
}

function lineOf(
  { result, remarks, writes, failure, payload, waitMs }: Outcome,
  fingerprint: (payload: string) => string,
) {
  const print = payload === undefined ? undefined : fingerprint(payload);
  const messages = remarks.map(({ message }) => message);
  const state = result === 'written' ? 'synced' : result;
  const key = [state, print, failure?.message, ...messages].join('\n');
  const fields = {
    ...(print !== undefined && { payload: print }),
    ...(writes.length > 0 && { writes }),
    ...(messages.length > 0 && { remarks: messages }),
    ...(failure && { failure: failure.message, ...retry(failure) }),
    ...(waitMs !== undefined && { waitMs: Math.round(waitMs) }),
  };
  return { key, fields };
}

const retry = ({ retryAfterMs }: Failure) => (retryAfterMs === undefined ? {} : { retryAfterMs });

function levelOf({ result, remarks, writes }: Outcome, isOld: boolean): 'debug' | 'info' | 'warn' {
  if (isOld && writes.length === 0) return 'debug';
  const isBad = result === 'failed' || remarks.some(({ severity }) => severity === 'warning');
  return isBad && !isOld ? 'warn' : 'info';
}
