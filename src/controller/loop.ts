// The worker: one pass at a time, when something changed, when a try is due again, and at the resync.
import { BRISK, fullJitter, PATIENT } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Refs } from './objects.ts';
import type { Outcome } from './outcome.ts';

/** Longer than any pass with its requests' timeouts, or than a timer can be late. */
const STUCK_MS = 120_000;

/** What brought a change. */
export type Cause = keyof Refs;

export type LoopOptions = {
  readonly pass: () => Promise<Outcome>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly resyncMs: number;
};

type Retry = { readonly delayMs: number; readonly isOrdered: boolean };

export class Loop {
  readonly #options: LoopOptions;
  #alarm = new AbortController();
  #retry: Retry | undefined;
  #failures = 0;
  #conflicts = 0;
  #isAsked = false;
  #isAskedBySource = false;
  #startedAt: number | undefined;
  #dueAt: number;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#dueAt = options.clock.now();
  }

  /**
   * Asks for a pass; any number of calls make one. While a retry is pending only the source can
   * bring the pass forward, so that a second writer of the target cannot drive the loop; where the
   * API server has asked for a pause, nothing can.
   */
  enqueue(cause: Cause): void {
    this.#isAsked = true;
    if (cause === 'source') this.#isAskedBySource = true;
    if (this.#startedAt === undefined) this.#consider();
  }

  /** Passes, until the signal aborts; a pass under way is finished first. */
  async run(stop: AbortSignal): Promise<void> {
    const { clock, pass } = this.#options;
    const wake = () => this.#alarm.abort();
    stop.addEventListener('abort', wake, { once: true });
    while (!stop.aborted) {
      this.#startedAt = clock.now();
      this.#isAsked = false;
      this.#isAskedBySource = false;
      this.#plan(await pass());
      this.#startedAt = undefined;
      await this.#rest(stop);
    }
    stop.removeEventListener('abort', wake);
  }

  /** False once a pass or a timer hangs. That the API server is away is no reason. */
  isLive(): boolean {
    const now = this.#options.clock.now();
    if (this.#startedAt !== undefined) return now - this.#startedAt < STUCK_MS;
    return now - this.#dueAt < STUCK_MS;
  }

  #plan(outcome: Outcome): void {
    const { clock, resyncMs } = this.#options;
    this.#retry = this.#retryAfter(outcome);
    this.#dueAt = clock.now() + Math.min(resyncMs, this.#retry?.delayMs ?? resyncMs);
  }

  #retryAfter({ failure, waitMs, result }: Outcome): Retry | undefined {
    const { random } = this.#options;
    this.#conflicts = result === 'conflict' ? this.#conflicts + 1 : 0;
    if (failure === undefined) {
      this.#failures = 0;
      return waitMs === undefined ? undefined : { delayMs: waitMs, isOrdered: false };
    }
    if (result === 'conflict') {
      return { delayMs: fullJitter(this.#conflicts - 1, random, BRISK), isOrdered: false };
    }
    const delayMs = fullJitter(this.#failures++, random, PATIENT);
    const { retryAfterMs } = failure;
    if (retryAfterMs === undefined) return { delayMs, isOrdered: false };
    return { delayMs: retryAfterMs + delayMs, isOrdered: true };
  }

  /** Brings the next pass forward, if what was asked for may do so. */
  #consider(): void {
    const mayHurry = this.#retry === undefined || (this.#isAskedBySource && !this.#retry.isOrdered);
    if (!this.#isAsked || !mayHurry) return;
    this.#dueAt = Math.min(this.#dueAt, this.#options.clock.now());
    this.#alarm.abort();
  }

  async #rest(stop: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    this.#alarm = new AbortController();
    this.#consider();
    if (stop.aborted) this.#alarm.abort();
    await clock.sleep(Math.max(0, this.#dueAt - clock.now()), this.#alarm.signal);
  }
}
