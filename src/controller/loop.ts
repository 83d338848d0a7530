// The worker: one pass at a time, when something changed, when a try is due again, and at the resync.
import { Budget } from './budget.ts';
import type { Clock } from './clock.ts';
import type { Refs } from './objects.ts';
import type { Outcome } from './outcome.ts';
import { Retries, type Retry } from './retry.ts';

/** Longer than any pass with its requests' timeouts, or than a timer can be late. */
const STUCK_MS = 120_000;

/** Every rotation is followed at once, unless somebody rotates as in a loop. */
const SOURCE_RATE = { burst: 200, everyMs: 100 };

/** Others write to the target and the ServiceAccount what is no matter to us, some without rest. */
const OTHERS_RATE = { burst: 10, everyMs: 1_000 };

/** What brought a change. */
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
  #isAskedBySource = false;
  #isAskedByOthers = false;
  #startedAt: number | undefined;
  #dueAt: number;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#retries = new Retries(options.random);
    this.#dueAt = options.clock.now();
  }

  /**
   * Asks for a pass; any number of calls make one, and passes come no faster than their rate. While
   * a retry is pending only the source can bring the pass forward, so that a second writer of the
   * target cannot drive the loop; where the API server has asked for a pause, nothing can.
   */
  enqueue(cause: Cause): void {
    if (cause === 'source') this.#isAskedBySource = true;
    else this.#isAskedByOthers = true;
    if (this.#startedAt === undefined) this.#consider();
  }

  /** Passes, until the signal aborts; a pass under way is finished first. */
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

  /** False once a pass or a timer hangs. That the API server is away is no reason. */
  isLive(): boolean {
    const now = this.#options.clock.now();
    if (this.#startedAt !== undefined) return now - this.#startedAt < STUCK_MS;
    return now - this.#dueAt < STUCK_MS;
  }

  #begin(now: number): void {
    this.#startedAt = now;
    if (this.#isAskedBySource) this.#source.take(now);
    else if (this.#isAskedByOthers) this.#others.take(now);
    this.#isAskedBySource = false;
    this.#isAskedByOthers = false;
  }

  #plan(outcome: Outcome): void {
    const { clock, resyncMs } = this.#options;
    this.#retry = this.#retries.after(outcome);
    this.#dueAt = clock.now() + Math.min(resyncMs, this.#retry?.delayMs ?? resyncMs);
  }

  /** Brings the next pass forward, if what was asked for may do so. */
  #consider(): void {
    const now = this.#options.clock.now();
    const bySource = this.#isAskedBySource && !this.#retry?.isOrdered;
    const byOthers = this.#isAskedByOthers && this.#retry === undefined;
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
