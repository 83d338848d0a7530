// Puts the parts together, and takes them down in order.
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { Events } from './events.ts';
import { portOf, serveHealth } from './health.ts';
import { createFingerprint, type Log, traceOf } from './log.ts';
import { type Cause, Loop } from './loop.ts';
import { CONTENT_TYPE, Metrics } from './metrics.ts';
import type { Ref, Refs } from './objects.ts';
import type { Outcome } from './outcome.ts';
import { Pace } from './pace.ts';
import type { Cluster } from './port.ts';
import { reconcile } from './reconcile.ts';
import { createReport } from './report.ts';
import { keepWatching } from './watch.ts';

/** A pass that is under way at the end gets so long, since Kubernetes gives the pod more. */
const GRACE_MS = 4_000;

export type World = {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Resident bytes of this program. */
  readonly memory: () => number;
};

/**
 * Runs until the signal aborts; then stops watching, finishes the pass and resolves, within 5 s.
 * Rejects where the port cannot be listened on.
 */
export async function runController(config: Config, world: World, stop: AbortSignal) {
  const { cluster, clock, random, log } = world;
  const refs = refsOf(config);
  const watched: readonly (readonly [Cause, Ref])[] = [
    ['source', refs.source],
    ['target', refs.target],
    ['service account', refs.serviceAccount],
  ];
  const metrics = new Metrics(
    world,
    watched.map(([cause]) => cause),
  );
  const events = new Events(cluster, refs.source, clock);
  const report = createReport(log, metrics, events, createFingerprint());
  const pace = new Pace(random);
  let isReady = false;
  const pass = async () => {
    const outcome = await reconcile({ cluster, refs, pace, clock });
    await report(outcome);
    isReady ||= outcome.failure === undefined;
    return outcome;
  };
  const loop = new Loop({
    pass: () => guarded(pass, log),
    clock,
    random,
    resyncMs: config.resyncMs,
  });
  const server = await serveHealth(config.port, {
    isLive: () => loop.isLive(),
    isReady: () => isReady,
    metrics: () => metrics.text(),
    metricsType: CONTENT_TYPE,
  });
  log.info({ ...config, port: portOf(server) }, 'started');

  const watches = watched.map(([cause, ref]) => {
    const restarts: Parameters<typeof keepWatching>[1]['restarts'] = failure => {
      metrics.restarted(cause);
      log.debug({ failure: failure?.message, watch: cause }, 'a watch ended');
    };
    const changed = () => loop.enqueue(cause);
    return keepWatching(ref, { cluster, clock, random, changed, restarts }, stop);
  });
  await finished([loop.run(stop), ...watches], world, stop);
  server.closeAllConnections();
  server.close();
  log.info('stopped');
}

/** Once the signal has aborted, what is still under way gets the grace period, then no answers. */
async function finished(
  work: readonly Promise<void>[],
  { cluster, clock }: World,
  stop: AbortSignal,
) {
  const done = new AbortController();
  const breakOff = () => clock.sleep(GRACE_MS, done.signal).then(() => cluster.close());
  stop.addEventListener('abort', breakOff, { once: true });
  await Promise.all(work);
  done.abort();
  await cluster.close();
}

/** Only a bug throws; it must not end the loop, and its message must not be printed. */
async function guarded(pass: () => Promise<Outcome>, log: Log): Promise<Outcome> {
  try {
    return await pass();
  } catch (error) {
    log.error({ trace: traceOf(error) }, 'a pass broke');
    const failure = { kind: 'unreachable', message: 'the pass broke' } as const;
    return { result: 'failed', remarks: [], writes: [], failure };
  }
}

function refsOf(config: Config): Refs {
  const { sourceNamespace, targetNamespace, secretName, serviceAccount } = config;
  return {
    source: { resource: 'secrets', namespace: sourceNamespace, name: secretName },
    target: { resource: 'secrets', namespace: targetNamespace, name: secretName },
    serviceAccount: {
      resource: 'serviceaccounts',
      namespace: targetNamespace,
      name: serviceAccount,
    },
  };
}
