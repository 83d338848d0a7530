// Reports each pass: a log line when something is new, the metrics, and Events for warnings.
import type { Code } from '../../findings/codes.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Failure } from '../api/cluster.ts';
import type { Outcome } from '../pass/outcome.ts';
import type { Events } from './events.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export type Report = (outcome: Outcome) => Promise<void>;

export type Sinks = {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly events: Events;
  readonly fingerprint: (payload: string) => string;
};

/**
 * An Event that cannot be written is logged, and fails nothing. Once the signal has aborted there is
 * no time left for Events.
 */
export function createReport(sinks: Sinks, stop: AbortSignal): Report {
  const { log, metrics, events, fingerprint } = sinks;
  let last = '';
  let lastCodes: ReadonlySet<Code> = new Set();
  let sourceUid: string | undefined;
  return async outcome => {
    metrics.passed(outcome);
    const line = lineOf(outcome, fingerprint);
    const isOld = line.key === last;
    last = line.key;
    log[levelOf(outcome, isOld)](line.fields, `pass: ${outcome.result}`);
    // A pass that failed may not know of the source, or of what is wrong beside its failure.
    if (outcome.sourceUid !== undefined || !outcome.failure) sourceUid = outcome.sourceUid;
    if (!outcome.failure) events.keep(outcome.findings);
    const codes = lastCodes;
    lastCodes = new Set(outcome.findings.map(({ code }) => code));
    for (const finding of outcome.findings) {
      if (stop.aborted) return;
      if (finding.severity !== 'warning') continue;
      // An API server that has just started refuses what it soon allows: wait for a second refusal.
      if (outcome.failure && !codes.has(finding.code)) continue;
      const failure = await events.write(finding, sourceUid);
      if (failure) log.debug({ failure: failure.message }, 'no Event written');
    }
  };
}

function lineOf(
  { result, findings, writes, failure, payload, waitMs }: Outcome,
  fingerprint: (payload: string) => string,
) {
  const print = payload === undefined ? undefined : fingerprint(payload);
  const state = result === 'written' ? 'synced' : result;
  const key = [state, print, failure?.message, ...findings.map(({ message }) => message)].join(
    '\n',
  );
  const fields = {
    ...(print !== undefined && { payload: print }),
    ...(writes.length > 0 && { writes: writes.map(logged) }),
    ...(findings.length > 0 && { findings: findings.map(logged) }),
    ...(failure && { failure: failure.message, ...retry(failure) }),
    ...(waitMs !== undefined && { waitMs: Math.round(waitMs) }),
  };
  return { key, fields };
}

const logged = ({ code, message }: Finding) => ({ code, message });
const retry = ({ retryAfterMs }: Failure) => (retryAfterMs === undefined ? {} : { retryAfterMs });

function levelOf({ result, findings, writes }: Outcome, isOld: boolean): 'debug' | 'info' | 'warn' {
  if (isOld && writes.length === 0) return 'debug';
  const isBad = result === 'failed' || findings.some(({ severity }) => severity === 'warning');
  return isBad && !isOld ? 'warn' : 'info';
}
