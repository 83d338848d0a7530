// How long to wait before something is done again: after a failure, in a burst, against a second writer.

export type Bounds = { readonly baseMs: number; readonly capMs: number };

/** Where the cluster must change first. */
export const PATIENT: Bounds = { baseMs: 1_000, capMs: 60_000 };

/** Where only what was read is out of date. */
export const BRISK: Bounds = { baseMs: 10, capMs: 100 };

/** Spread so that many clients do not come back at once ("full jitter"). `random` is in [0, 1). */
export function fullJitter(attempt: number, random: () => number, bounds = PATIENT): number {
  return random() * Math.min(bounds.capMs, bounds.baseMs * 2 ** attempt);
}

export type Rate = { readonly burst: number; readonly everyMs: number };

/** How often something may be done: a burst at once, then one each interval. */
export class Budget {
  readonly #rate: Rate;
  /** When the whole burst is available again. */
  #wholeAt = Number.NEGATIVE_INFINITY;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** The time from which on one more may be done: now, or later. */
  next(now: number): number {
    const { burst, everyMs } = this.#rate;
    return Math.max(now, this.#wholeAt - (burst - 1) * everyMs);
  }

  /** Counts one, allowed or not; the debt never exceeds the whole burst. */
  take(now: number): void {
    const { burst, everyMs } = this.#rate;
    this.#wholeAt = Math.min(Math.max(now, this.#wholeAt) + everyMs, now + burst * everyMs);
  }
}

/** This long after the last write, the other writer counts as gone. Above the longest back-off. */
const QUIET_MS = 120_000;

/**
 * Bounds how often the same payload is asserted against a second writer that undoes it. The first
 * repair of a drift is made at once, each further one waits longer. A new payload starts over: a
 * rotation is never held up.
 */
export class Pace {
  readonly #random: () => number;
  #payload: string | undefined;
  #writes = 0;
  #last = Number.NEGATIVE_INFINITY;
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Milliseconds until this payload may be written; 0 is now. */
  wait(payload: string | undefined, now: number): number {
    return payload === this.#payload ? Math.max(0, this.#notBefore - now) : 0;
  }

  wrote(payload: string | undefined, now: number): void {
    const isContest = payload === this.#payload && now - this.#last < QUIET_MS;
    this.#writes = isContest ? this.#writes + 1 : 0;
    this.#payload = payload;
    this.#last = now;
    this.#notBefore =
      this.#writes === 0
        ? Number.NEGATIVE_INFINITY
        : now + fullJitter(this.#writes - 1, this.#random);
  }
}
