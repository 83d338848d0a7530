// Reports each pass: a log line when something is new, and Events for warnings.
import type { Code } from '../../findings/codes.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Failure } from '../api/cluster.ts';
import type { Clock } from '../clock/clock.ts';
import type { Outcome } from '../pass/outcome.ts';
import type { Events } from './events.ts';
import type { Log } from './log.ts';

/** Resolves once no Event is in flight any more. */
export type Report = (outcome: Outcome) => Promise<void>;

export type Sinks = {
  readonly log: Log;
  readonly events: Events;
  readonly fingerprint: (payload: string) => string;
  readonly clock: Pick<Clock, 'now'>;
};

/**
 * An Event that cannot be written is logged, and fails nothing. Events are written one after the other; those
 * of the latest report wait, earlier ones give way to it. Once the signal has aborted there is no time left
 * for Events.
 */
export function createReport(sinks: Sinks, stop: AbortSignal): Report {
  const { log, events, fingerprint, clock } = sinks;
  let last = '';
  /** When each problem was first met, of those that were not over since. */
  let since: ReadonlyMap<Code, number> = new Map();
  let sourceUid: string | undefined;
  /** What has no Event yet, and on which source. */
  let due: { readonly findings: readonly Finding[]; readonly uid: string | undefined } | undefined;
  let isWriting = false;
  let written = Promise.resolve();
  const writeDue = async () => {
    try {
      for (let next = due; next !== undefined; next = due) {
        due = undefined;
        for (const finding of next.findings) {
          if (stop.aborted) return;
          const failure = await events.write(finding, next.uid);
          if (failure) log.debug({ failure: failure.message }, 'no Event written');
        }
      }
    } finally {
      isWriting = false;
    }
  };
  return async outcome => {
    const line = lineOf(outcome, fingerprint);
    const isOld = line.key === last;
    last = line.key;
    log[levelOf(outcome, isOld)](line.fields, `pass: ${outcome.result}`);
    // A pass that failed may not know of the source, or of what is wrong beside its failure.
    if (outcome.sourceUid !== undefined || !outcome.failure) sourceUid = outcome.sourceUid;
    if (!outcome.failure) events.keep(outcome.findings);
    const now = clock.now();
    const before = since;
    const codes = outcome.findings.map(({ code }) => code);
    since = new Map([
      // A pass that failed does not show that other problems are over.
      ...(outcome.failure ? before : []),
      ...codes.map(code => [code, before.get(code) ?? now] as const),
    ]);
    const findings = outcome.findings.filter(({ code, severity }) => {
      if (severity !== 'warning' || NO_EVENT.has(code)) return false;
      // An API server that has just started refuses what it soon allows: wait for a second refusal.
      if (outcome.failure && !before.has(code)) return false;
      return now - (since.get(code) ?? now) >= (LASTING_MS[code] ?? 0);
    });
    due = { findings, uid: sourceUid };
    if (!isWriting) {
      isWriting = true;
      written = writeDue();
    }
    return written;
  };
}

/** Problems that are none until they last. */
const LASTING_MS: Partial<Record<Code, number>> = { 'write-failing': 120_000 };

/** What stands in the way of an Event, too. */
const NO_EVENT: ReadonlySet<Code> = new Set(['unauthorized', 'credentials-unmounted']);

function lineOf(
  { result, findings, writes, failure, payload, waits }: Outcome,
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
    ...(waits && Object.keys(waits).length > 0 && { waits }),
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
