// Bounds how often the same payload is asserted again, against a second writer that undoes it.
import { fullJitter } from './backoff.ts';

/** So long after the last write, the other writer counts as gone. Above the longest back-off. */
const QUIET_MS = 120_000;

/**
 * The first repair of a drift is made at once, each further one waits longer. A new payload starts
 * anew: a rotation is never held up.
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
