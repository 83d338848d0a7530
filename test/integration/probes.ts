// Both probes of a sync that is ready, asked all the while that a fault lasts.
import { expect } from 'chai';
import type { SyncProcess } from './sync-process.ts';

const PATHS = ['/livez', '/readyz'] as const;
const EVERY_MS = 100;

export class Probes {
  readonly #sync: SyncProcess;
  /** Other than 200; of a process that has ended no answer counts. */
  readonly #unhealthy: (number | undefined)[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(sync: SyncProcess) {
    this.#sync = sync;
    this.#timer = setInterval(() => this.#ask(), EVERY_MS);
  }

  /** Now, and ever since. */
  async expectHealthy(): Promise<void> {
    for (const path of PATHS) expect(await this.#sync.probe(path), path).to.equal(200);
    expect(this.#unhealthy).to.deep.equal([]);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    for (const path of PATHS) {
      const status = await this.#sync.probe(path);
      if (status !== 200 && this.#sync.isRunning) this.#unhealthy.push(status);
    }
  }
}
