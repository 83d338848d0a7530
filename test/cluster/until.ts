// A bounded poll of a real condition.
import { setTimeout as delay } from 'node:timers/promises';

/** Resolves as soon as `condition` holds; rejects with `what`, and its last error, after `seconds`. */
export async function until(
  what: string,
  condition: () => Promise<boolean>,
  seconds = 30,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  let cause: unknown;
  while (performance.now() < deadline) {
    try {
      if (await condition()) return;
    } catch (error) {
      cause = error;
    }
    await delay(50);
  }
  throw new Error(`not within ${seconds} s: ${what}`, { cause });
}
