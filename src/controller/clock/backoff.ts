// How long to wait before something is done again: after a failure, in a burst, against a second writer.

export type Bounds = { readonly baseMs: number; readonly capMs: number };

/** Where the cluster must change first. */
export const PATIENT: Bounds = { baseMs: 1_000, capMs: 60_000 };

/** Where only a file on the node must change. */
export const NEARBY: Bounds = { baseMs: 1_000, capMs: 5_000 };

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

/** The kubelet refreshes the function runner's mounted file within two minutes after a rotation. */
const STALE_MS = 150_000;

/** The pause between two repairs while the function runner may be stale. */
const STALE_PAUSE_MS = 300;

/** This long after the last write, the other writer counts as gone. Above the longest back-off. */
const QUIET_MS = 120_000;

/**
 * Bounds how often the same content is asserted against a second writer that undoes it. While the
 * function runner may write its stale file, repairs follow at once, with a short pause between them.
 * Outside of that, the first repair is made at once and each further one waits longer. New content
 * starts over: a rotation is never held up.
 */
export class Pace {
  readonly #random: () => number;
  readonly #staleMs: number;
  #content: string | undefined;
  #since = Number.NEGATIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #notBefore = Number.NEGATIVE_INFINITY;
  #contestedSince: number | undefined;
  #attempt = 0;

  /** @param staleMs how long after new content another writer may write the old one */
  constructor(random: () => number, staleMs = STALE_MS) {
    this.#random = random;
    this.#staleMs = staleMs;
  }

  /** What is to be written from now on. */
  aim(content: string, now: number): void {
    if (content === this.#content) return;
    this.#content = content;
    this.#since = now;
    this.#last = Number.NEGATIVE_INFINITY;
    this.#notBefore = Number.NEGATIVE_INFINITY;
    this.#contestedSince = undefined;
    this.#attempt = 0;
  }

  /** Whether another writer may still write what was wanted before. */
  isRotating(now: number): boolean {
    return now - this.#since < this.#staleMs;
  }

  /** Whether this content was never written. */
  get isFirst(): boolean {
    return this.#last === Number.NEGATIVE_INFINITY;
  }

  /** Milliseconds until the content may be written; 0 is now. */
  wait(now: number): number {
    return Math.max(0, this.#notBefore - now);
  }

  wrote(now: number): void {
    const isContest = now - this.#last < QUIET_MS;
    this.#contestedSince = isContest ? (this.#contestedSince ?? this.#last) : undefined;
    this.#last = now;
    if (this.isRotating(now)) {
      this.#notBefore = now + STALE_PAUSE_MS;
      return;
    }
    this.#attempt = isContest ? this.#attempt + 1 : 0;
    const pauseMs = this.#attempt === 0 ? 0 : fullJitter(this.#attempt - 1, this.#random);
    this.#notBefore = now + pauseMs;
  }

  /** Milliseconds for which a second writer has undone every write. */
  contestedMs(now: number): number {
    const isOver = this.#contestedSince === undefined || now - this.#last >= QUIET_MS;
    return isOver ? 0 : now - (this.#contestedSince ?? now);
  }
}
