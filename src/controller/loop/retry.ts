// When a pass is repeated without a change, because the last one left something to do.
import type { Failure } from '../api/cluster.ts';
import { type Bounds, BRISK, fullJitter, NEARBY, PATIENT } from '../clock/backoff.ts';
import type { Outcome } from '../pass/outcome.ts';

export type Retry = {
  readonly delayMs: number;
  /** What of it the API server asked for: nothing cuts that short. */
  readonly orderedMs: number;
  /** It is for the ServiceAccount alone. */
  readonly isPartial: boolean;
};

/** More than this in a row is no race with another writer, but something that never lets us write. */
const BRISK_CONFLICTS = 300;

/** A token that is refused or missing is soon renewed by the kubelet. */
export const boundsOf = (failure: Failure | undefined): Bounds =>
  failure?.kind === 'unauthenticated' || failure?.kind === 'unmounted' ? NEARBY : PATIENT;

export class Retries {
  readonly #random: () => number;
  #failures = 0;
  #conflicts = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Undefined after a pass that came to its end. */
  after({ failure, result, isPartial = false }: Outcome): Retry | undefined {
    this.#conflicts = result === 'conflict' ? this.#conflicts + 1 : 0;
    if (failure === undefined) {
      this.#failures = 0;
      return undefined;
    }
    if (result === 'conflict' && this.#conflicts <= BRISK_CONFLICTS) {
      const delayMs = fullJitter(this.#conflicts - 1, this.#random, BRISK);
      return { delayMs, orderedMs: 0, isPartial };
    }
    const { retryAfterMs: orderedMs = 0 } = failure;
    const delayMs = fullJitter(this.#failures++, this.#random, boundsOf(failure));
    return { delayMs: orderedMs + delayMs, orderedMs, isPartial };
  }
}
