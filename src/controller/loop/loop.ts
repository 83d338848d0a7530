// The worker: one pass at a time, when something changed, when a retry is due, and at the resync.

import type { Refs } from '../api/objects.ts';
import { Budget } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import type { Outcome } from '../pass/outcome.ts';
import { Retries, type Retry } from './retry.ts';

/** Longer than any pass with the timeouts of its requests, and than a timer can be late. */
const STUCK_MS = 120_000;

/** Every rotation is followed at once, unless somebody rotates in a loop. */
const SOURCE_RATE = { burst: 200, everyMs: 100 };

/** Other controllers may update these objects constantly with changes that do not affect us. */
const OTHERS_RATE = { burst: 10, everyMs: 1_000 };

/** The object that changed. */
export type Cause = keyof Refs;

export type LoopOptions = {
  readonly pass: () => Promise<Outcome>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly resyncMs: number;
};

export class Loop {
  readonly #options: LoopOptions;
  #alarm = new AbortController();
  readonly #retries: Retries;
  #retry: Retry | undefined;
  readonly #source = new Budget(SOURCE_RATE);
  readonly #others = new Budget(OTHERS_RATE);
  #isRequestedBySource = false;
  #isRequestedByOthers = false;
  #startedAt: number | undefined;
  #dueAt: number;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#retries = new Retries(options.random);
    this.#dueAt = options.clock.now();
  }

  /**
   * Requests a pass. Requests are coalesced, and passes come no faster than their rate. While a retry
   * is pending only the source can bring the pass forward, so that a second writer of the target
   * cannot drive the loop; where the API server has asked for a pause, nothing can.
   */
  enqueue(cause: Cause): void {
    if (cause === 'source') this.#isRequestedBySource = true;
    else this.#isRequestedByOthers = true;
    if (this.#startedAt === undefined) this.#consider();
  }

  /** Passes until the signal aborts; a pass in flight is finished first. */
  async run(stop: AbortSignal): Promise<void> {
    const { clock, pass } = this.#options;
    const wake = () => this.#alarm.abort();
    stop.addEventListener('abort', wake, { once: true });
    while (!stop.aborted) {
      this.#begin(clock.now());
      this.#plan(await pass());
      this.#startedAt = undefined;
      await this.#rest(stop);
    }
    stop.removeEventListener('abort', wake);
  }

  /** False once a pass or a timer hangs, but not because the API server is away. */
  isLive(): boolean {
    const now = this.#options.clock.now();
    if (this.#startedAt !== undefined) return now - this.#startedAt < STUCK_MS;
    return now - this.#dueAt < STUCK_MS;
  }

  #begin(now: number): void {
    this.#startedAt = now;
    if (this.#isRequestedBySource) this.#source.take(now);
    else if (this.#isRequestedByOthers) this.#others.take(now);
    this.#isRequestedBySource = false;
    this.#isRequestedByOthers = false;
  }

  #plan(outcome: Outcome): void {
    const { clock, resyncMs } = this.#options;
    this.#retry = this.#retries.after(outcome);
    this.#dueAt = clock.now() + Math.min(resyncMs, this.#retry?.delayMs ?? resyncMs);
  }

  /** Brings the next pass forward where a requested one may come sooner. */
  #consider(): void {
    const now = this.#options.clock.now();
    const bySource = this.#isRequestedBySource && !this.#retry?.isOrdered;
    const byOthers = this.#isRequestedByOthers && this.#retry === undefined;
    const dueAt = Math.min(
      bySource ? this.#source.next(now) : Number.POSITIVE_INFINITY,
      byOthers ? this.#others.next(now) : Number.POSITIVE_INFINITY,
    );
    if (dueAt >= this.#dueAt) return;
    this.#dueAt = dueAt;
    this.#alarm.abort();
  }

  async #rest(stop: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    for (this.#consider(); !stop.aborted && clock.now() < this.#dueAt; this.#consider()) {
      this.#alarm = new AbortController();
      await clock.sleep(this.#dueAt - clock.now(), this.#alarm.signal);
    }
  }
}
