// A clock that stands still until a test moves it.
import type { Clock } from '../../src/controller/clock/clock.ts';

type Sleeper = { readonly at: number; readonly wake: () => void };

export class FakeClock implements Clock {
  #now = 0;
  #epoch: number;
  readonly #sleepers = new Set<Sleeper>();

  /** @param epoch the date at its start */
  constructor(epoch = 1_700_000_000_000) {
    this.#epoch = epoch;
  }

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(this.#epoch + this.#now);
  }

  /** Sets the date, as an administrator or NTP does; no time goes by. */
  step(ms: number): void {
    this.#epoch += ms;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const wake = () => {
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper = { at: this.#now + ms, wake };
      if (signal.aborted) return wake();
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** Milliseconds until somebody wants to be woken. */
  get next(): number | undefined {
    const [first] = [...this.#sleepers].map(({ at }) => at - this.#now).toSorted((a, b) => a - b);
    return first;
  }

  /** Moves on, waking on the way whoever is due, each at his time. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const [due] = [...this.#sleepers].toSorted((a, b) => a.at - b.at);
      if (due === undefined || due.at > end) break;
      this.#now = Math.max(this.#now, due.at);
      due.wake();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets everything run that does not wait for the clock or the network. */
export const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
