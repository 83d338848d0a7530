// A poll of a real condition, bounded by a signal.
import { setTimeout as delay } from 'node:timers/promises';

/** Resolves as soon as `condition` holds; rejects with the signal's reason once it has aborted. */
export async function until(condition: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!(await condition())) {
    signal.throwIfAborted();
    await delay(50);
  }
}
