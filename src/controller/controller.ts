// Puts the parts of the sync together, and stops them in order.

import type { Cluster, Failure } from './api/cluster.ts';
import type { Refs } from './api/objects.ts';
import { Pace } from './clock/backoff.ts';
import type { Clock } from './clock/clock.ts';
import { type Config, refsOf } from './config.ts';
import { Loop } from './loop/loop.ts';
import type { Cause } from './loop/requests.ts';
import { keepWatching } from './loop/watch.ts';
import { isDone, type Outcome } from './pass/outcome.ts';
import { reconcile } from './pass/reconcile.ts';
import { Events } from './report/events.ts';
import { portOf, serveHealth } from './report/health.ts';
import { createFingerprint, type Log, traceOf } from './report/log.ts';
import { CONTENT_TYPE, Metrics, type Sources } from './report/metrics.ts';
import { createReport } from './report/report.ts';

/** Grace period for a pass in flight at shutdown; stays below the pod's terminationGracePeriodSeconds. */
const GRACE_MS = 3_500;

const CAUSES: readonly Cause[] = ['source', 'target', 'serviceAccount'];

const BROKEN: Outcome = {
  result: 'failed',
  findings: [],
  writes: [],
  failure: { kind: 'broken', message: 'internal error in the pass' },
};

export type World = {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** This replica: the pod's name. */
  readonly host: string;
} & Sources;

/**
 * Runs until the signal aborts; then stops watching, finishes the pass and resolves, within 5 s.
 * Rejects where the port is in use.
 */
export async function runController(config: Config, world: World, stop: AbortSignal) {
  const refs = refsOf(config);
  const metrics = new Metrics(world, CAUSES);
  let isReady = false;
  const completed = () => {
    isReady = true;
  };
  const { loop, run } = createLoop(config, world, refs, metrics, completed, stop);
  const server = await serveHealth(config.port, config.listenAddress, {
    isLive: () => loop.isLive(),
    isReady: () => isReady,
    metrics: () => metrics.text(),
    metricsType: CONTENT_TYPE,
  });
  world.log.info({ ...config, port: portOf(server) }, 'started');

  const watches = CAUSES.map(cause => watchFor(cause, refs, world, loop, metrics, stop));
  try {
    await finished([run(), ...watches], world, stop);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  world.log.info('stopped');
}

function createLoop(
  { resyncMs, sourceNamespace, runnerSelector }: Config,
  { cluster, clock, random, log, host }: World,
  refs: Refs,
  metrics: Metrics,
  completed: () => void,
  stop: AbortSignal,
): { readonly loop: Loop; readonly run: () => Promise<void> } {
  const events = new Events(cluster, refs.source, clock, host);
  const fingerprint = createFingerprint();
  const report = createReport({ log, events, fingerprint, clock }, stop);
  const paces = { target: new Pace(random), serviceAccount: new Pace(random, 0) };
  const runner =
    runnerSelector === undefined
      ? undefined
      : { namespace: sourceNamespace, selector: runnerSelector };
  // Only a bug throws. It does not end the loop, and its message is not printed.
  const broken = (error: unknown): Outcome => {
    log.error(
      { trace: traceOf(error) },
      'internal error in a pass: please report this bug with the trace',
    );
    return BROKEN;
  };
  let reported: Promise<unknown> = Promise.resolve();
  const pass = async () => {
    const since = clock.now();
    const outcome = await reconcile({ cluster, refs, paces, clock, runner }).catch(broken);
    metrics.passed(outcome, (clock.now() - since) / 1000);
    // Beside the next pass: an Event that nobody answers holds up no rotation.
    reported = report(outcome).catch(broken);
    if (isDone(outcome)) completed();
    return outcome;
  };
  const loop = new Loop({ pass, clock, random, resyncMs });
  const run = async () => {
    await loop.run(stop);
    await reported;
  };
  return { loop, run };
}

function watchFor(
  cause: Cause,
  refs: Refs,
  { cluster, clock, random, log }: World,
  loop: Loop,
  metrics: Metrics,
  stop: AbortSignal,
): Promise<void> {
  const changed = (version: string | undefined) => loop.enqueue(cause, version);
  const restarts = (failure: Failure | undefined) => {
    metrics.restarted(cause);
    log.debug({ watch: cause, failure: failure?.message }, 'a watch ended');
  };
  return keepWatching(refs[cause], { cluster, clock, random, changed, restarts }, stop);
}

/** Once the signal has aborted, requests in flight get the grace period and are then broken off. */
async function finished(
  work: readonly Promise<void>[],
  { cluster, clock }: World,
  stop: AbortSignal,
) {
  const done = new AbortController();
  const breakOff = () => clock.sleep(GRACE_MS, done.signal).then(() => cluster.close());
  stop.addEventListener('abort', breakOff, { once: true });
  try {
    await Promise.all(work);
  } finally {
    done.abort();
    cluster.close();
  }
}
