// Watches one object for as long as the sync runs, and reports that it changed, never how.

import type { Cluster, Failure, WatchListener } from '../api/cluster.ts';
import type { Ref } from '../api/objects.ts';
import { fullJitter } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import { boundsOf } from './retry.ts';

/** A watch that lived this long, or brought an event, is no sign of trouble when it ends. */
const STEADY_MS = 30_000;

/** As client-go: the server ends each watch after five to ten minutes. */
const LEAST_SECONDS = 300;

export type WatchMeans = {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly random: () => number;
  /** The object changed, or may have; the version that it has then, where that is known. */
  readonly changed: (version: string | undefined) => void;
  /** A watch is over and the next is due. */
  readonly restarts: (failure: Failure | undefined) => void;
};

/**
 * Restarts its watch with back-off. After a regular end it continues from where it was; after any
 * failure (410, a cut connection, a server with another history) it starts from the object as it is,
 * and counts it as changed.
 */
export async function keepWatching(ref: Ref, means: WatchMeans, stop: AbortSignal): Promise<void> {
  const { cluster, clock, random, changed, restarts } = means;
  let from: string | undefined;
  let attempt = 0;
  while (!stop.aborted) {
    const isFresh = from === undefined;
    let isSteady = false;
    const listener: WatchListener = {
      started: () => isFresh && changed(undefined),
      changed,
      reached: version => {
        from = version;
        isSteady = true;
      },
    };
    const since = clock.now();
    const seconds = LEAST_SECONDS + Math.floor(random() * LEAST_SECONDS);
    const failure = await cluster.watch(ref, { from, seconds, signal: stop }, listener);
    if (stop.aborted) return;
    if (failure) from = undefined;
    restarts(failure);
    if (isSteady || clock.now() - since >= STEADY_MS) attempt = 0;
    const delayMs = fullJitter(attempt++, random, boundsOf(failure)) + (failure?.retryAfterMs ?? 0);
    await clock.sleep(delayMs, stop);
  }
}
