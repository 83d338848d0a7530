// The time that a request may take.

const TIMEOUT_MS = 10_000;

/** Breaks a request off after 10 s, unless it is lifted. */
export class Deadline {
  readonly #breaker = new AbortController();
  readonly #timer = setTimeout(() => this.strike(), TIMEOUT_MS);

  get signal(): AbortSignal {
    return this.#breaker.signal;
  }

  lift(): void {
    clearTimeout(this.#timer);
  }

  strike(): void {
    this.lift();
    this.#breaker.abort();
  }
}
