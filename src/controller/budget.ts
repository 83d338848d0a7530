// How often something may be done: a burst at once, and then one each interval.

export type Rate = { readonly burst: number; readonly everyMs: number };

export class Budget {
  readonly #rate: Rate;
  /** When the whole burst is there again. */
  #wholeAt = Number.NEGATIVE_INFINITY;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** The time from which on one more may be done: now, or later. */
  next(now: number): number {
    const { burst, everyMs } = this.#rate;
    return Math.max(now, this.#wholeAt - (burst - 1) * everyMs);
  }

  /** One is done, allowed or not; more than the whole burst is never owed. */
  take(now: number): void {
    const { burst, everyMs } = this.#rate;
    this.#wholeAt = Math.min(Math.max(now, this.#wholeAt) + everyMs, now + burst * everyMs);
  }
}
