// The worker: one pass at a time, when something changed, when a retry is due, and at the resync.
import type { Clock } from '../clock/clock.ts';
import type { Outcome } from '../pass/outcome.ts';
import { type Cause, type PendingRetry, Requests } from './requests.ts';
import { Retries } from './retry.ts';

/** Longer than a pass of sixteen requests that all time out, and than a timer can be late. */
const STUCK_MS = 600_000;

export type LoopOptions = {
  readonly pass: () => Promise<Outcome>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly resyncMs: number;
};

export class Loop {
  readonly #options: LoopOptions;
  readonly #requests = new Requests();
  readonly #retries: Retries;
  #alarm = new AbortController();
  #retry: PendingRetry | undefined;
  #startedAt: number | undefined;
  #dueAt: number;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#retries = new Retries(options.random);
    this.#dueAt = options.clock.now();
  }

  /** Requests a pass. Requests are coalesced, and passes come no faster than their rate. */
  enqueue(cause: Cause, version?: string): void {
    this.#requests.add(cause, version);
    if (this.#startedAt === undefined) this.#consider();
  }

  /** Passes until the signal aborts; a pass in flight is finished first. */
  async run(stop: AbortSignal): Promise<void> {
    const { clock, pass } = this.#options;
    const wake = () => this.#alarm.abort();
    stop.addEventListener('abort', wake, { once: true });
    while (!stop.aborted) {
      this.#startedAt = clock.now();
      this.#requests.begin(this.#startedAt);
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

  #plan(outcome: Outcome): void {
    const { clock, resyncMs } = this.#options;
    const now = clock.now();
    this.#requests.end(outcome, now);
    const retry = this.#retries.after(outcome);
    this.#retry = retry && { ...retry, orderedUntil: now + retry.orderedMs };
    const delays = [resyncMs, ...Object.values(outcome.waits ?? {}), retry?.delayMs];
    this.#dueAt = now + Math.min(...delays.filter(delay => delay !== undefined));
  }

  /** Brings the next pass forward where a requested one may come sooner. */
  #consider(): void {
    const dueAt = this.#requests.next(this.#options.clock.now(), this.#retry);
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
