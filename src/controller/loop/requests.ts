// The passes that changes request, and how soon each of them may come.
import type { Refs } from '../api/objects.ts';
import { Budget } from '../clock/backoff.ts';
import type { Outcome } from '../pass/outcome.ts';
import type { Retry } from './retry.ts';

/** The object that changed. */
export type Cause = keyof Refs;

/** Every rotation is followed at once, unless somebody rotates in a loop. */
const ROTATIONS = { burst: 200, everyMs: 100 };

/** Changes of the source that leave its payload as it is: a watch of metadata cannot tell them apart. */
const TOUCHES = { burst: 10, everyMs: 500 };

/** Other controllers may update these objects constantly with changes that do not affect us. */
const OTHERS = { burst: 10, everyMs: 1_000 };

/** While the function runner may write its stale file into the target. */
const STALE_WRITES = { burst: 10, everyMs: 300 };

const NEVER = Number.POSITIVE_INFINITY;

/** What holds up requests after a pass that failed. */
export type PendingRetry = Pick<Retry, 'isPartial'> & {
  /** Until then the API server wants no request. */
  readonly orderedUntil: number;
};

export class Requests {
  readonly #budgets = {
    source: new Budget(ROTATIONS),
    target: new Budget(OTHERS),
    serviceAccount: new Budget(OTHERS),
  };
  readonly #touches = new Budget(TOUCHES);
  readonly #staleWrites = new Budget(STALE_WRITES);
  /** With the version that each object has now, where that is known. */
  readonly #pending = new Map<Cause, string | undefined>();
  /** The versions that the last pass read or wrote. */
  readonly #known = new Map<Cause, string>();
  readonly #heldUntil = new Map<Cause, number>();
  #wasBySource = false;
  #payload: string | undefined;
  #isRotating = false;

  add(cause: Cause, version: string | undefined): void {
    this.#pending.set(cause, version);
    this.#dropKnown();
  }

  /**
   * When the soonest pass is due; infinite where none is. While a retry is pending only the source can
   * bring the pass forward, and the target where it is for the ServiceAccount alone; nothing while the
   * API server has asked for a pause. Nor can an object whose write is held back, so that its second
   * writer does not drive the loop.
   */
  next(now: number, retry?: PendingRetry): number {
    const isHeld = (cause: Cause) => (this.#heldUntil.get(cause) ?? now) > now;
    const mayAsk = (cause: Cause) =>
      retry === undefined || (retry.isPartial && cause !== 'serviceAccount');
    const causes = [...this.#pending.keys()].filter(
      cause => cause === 'source' || (mayAsk(cause) && !isHeld(cause)),
    );
    const soonest = Math.min(...causes.map(cause => this.#earliest(cause, now)), NEVER);
    return Math.max(soonest, retry?.orderedUntil ?? now);
  }

  /** A pass begins, and meets all that was requested. */
  begin(now: number): void {
    this.#wasBySource = this.#pending.has('source');
    for (const cause of this.#pending.keys()) this.#budgetOf(cause).take(now);
    this.#pending.clear();
  }

  /** The pass is over. */
  end(outcome: Outcome, now: number): void {
    const { failure, isPartial, payload, versions, waits, isRotating = false } = outcome;
    if (failure === undefined || isPartial) {
      if (this.#wasBySource && payload === this.#payload) this.#touches.take(now);
      this.#payload = payload;
      this.#isRotating = isRotating;
    }
    for (const [object, version] of entriesOf(versions)) this.#known.set(object, version);
    this.#heldUntil.clear();
    for (const [object, waitMs] of entriesOf(waits)) this.#heldUntil.set(object, now + waitMs);
    this.#dropKnown();
  }

  /** What a pass has read or written itself is no news. */
  #dropKnown(): void {
    for (const [cause, version] of this.#pending) {
      if (version !== undefined && version === this.#known.get(cause)) this.#pending.delete(cause);
    }
  }

  #earliest(cause: Cause, now: number): number {
    const soonest = this.#budgetOf(cause).next(now);
    return cause === 'source' ? Math.max(soonest, this.#touches.next(now)) : soonest;
  }

  #budgetOf(cause: Cause): Budget {
    return cause === 'target' && this.#isRotating ? this.#staleWrites : this.#budgets[cause];
  }
}

const entriesOf = <T>(values: Readonly<Partial<Record<Cause, T>>> = {}): [Cause, T][] =>
  Object.entries(values) as [Cause, T][];
