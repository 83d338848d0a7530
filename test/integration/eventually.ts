// Waits for a condition to hold, with a deadline that says what was waited for.
import { setTimeout as delay } from 'node:timers/promises';

/** Resolves with the first answer that is not undefined or false; polls every 20 ms. */
export async function eventually<T>(
  what: string,
  read: () => Promise<T | undefined | false>,
  seconds = 15,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await read();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await delay(20);
  }
}
