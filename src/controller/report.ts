// Tells of each pass: a log line when something is new, the figures, and Events for warnings.
import type { Events } from './events.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Outcome } from './outcome.ts';
import type { Failure } from './port.ts';

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
  return async outcome => {
    metrics.passed(outcome);
    const line = lineOf(outcome, fingerprint);
    const isOld = line.key === last;
    last = line.key;
    log[levelOf(outcome, isOld)](line.fields, `pass: ${outcome.result}`);
    // An API server that has just started refuses what it soon allows: once is no matter for a user.
    if (outcome.failure && !isOld) return;
    for (const remark of outcome.remarks) {
      if (stop.aborted) return;
      if (remark.severity !== 'warning') continue;
      const failure = await events.tell(remark, outcome.sourceUid);
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
  const key = [result === 'written' ? 'synced' : result, print, ...messages].join('\n');
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
