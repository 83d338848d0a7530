// The time that a request may take.

const TIMEOUT_MS = 10_000;

/** Breaks a request off after 10 s, unless it is extended or lifted. */
export class Deadline {
  readonly #breaker = new AbortController();
  #timer = this.#in(TIMEOUT_MS);

  get signal(): AbortSignal {
    return this.#breaker.signal;
  }

  /** From now on, `ms` more. What is struck stays so. */
  extend(ms: number): void {
    if (this.signal.aborted) return;
    this.lift();
    this.#timer = this.#in(ms);
  }

  lift(): void {
    clearTimeout(this.#timer);
  }

  strike(): void {
    this.lift();
    this.#breaker.abort();
  }

  #in(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.strike(), ms);
  }
}
