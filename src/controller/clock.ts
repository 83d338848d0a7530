// Time, as the controller knows it; tests bring their own.
import { setTimeout as delay } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds from some start, for intervals: nobody can set them. */
  now(): number;
  /** What is written beside something that happened; it can be set, forth and back. */
  date(): Date;
  /** Resolves after `ms`, or as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
};
