// How long to wait before the next try.

/** Spread so that many clients do not come back at once ("full jitter"). `random` is in [0, 1). */
export function fullJitter(attempt: number, random: () => number, bounds = PATIENT): number {
  return random() * Math.min(bounds.capMs, bounds.baseMs * 2 ** attempt);
}

export type Bounds = { readonly baseMs: number; readonly capMs: number };

/** Where the world must change first. */
export const PATIENT: Bounds = { baseMs: 1_000, capMs: 60_000 };

/** Where only what was read is out of date. */
export const BRISK: Bounds = { baseMs: 10, capMs: 100 };
