// The metrics at /metrics, in Prometheus' text format.
import { Counter, Gauge, Registry } from 'prom-client';
import type { Refs } from '../api/objects.ts';
import type { Clock } from '../clock/clock.ts';
import { type Outcome, RESULTS } from '../pass/outcome.ts';

export const CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

type Sources = { readonly clock: Pick<Clock, 'now'>; readonly memory: () => number };

export class Metrics {
  readonly #registry = new Registry();
  readonly #clock: Pick<Clock, 'now'>;
  readonly #passes: Counter<'result'>;
  readonly #writes: Counter;
  readonly #drift: Gauge;
  readonly #restarts: Counter<'watch'>;
  #successAt: number;

  constructor({ clock, memory }: Sources, watches: readonly (keyof Refs)[]) {
    this.#clock = clock;
    this.#successAt = clock.now();
    const registers = [this.#registry];
    this.#passes = new Counter({
      name: 'pull_secret_sync_passes_total',
      help: 'Passes by their result.',
      labelNames: ['result'],
      registers,
    });
    this.#writes = new Counter({
      name: 'pull_secret_sync_writes_total',
      help: 'Successful writes to the target Secret and the ServiceAccount.',
      registers,
    });
    this.#drift = new Gauge({
      name: 'pull_secret_sync_target_drift',
      help: '1 while the target Secret is no copy of a valid source Secret, else 0.',
      registers,
    });
    this.#restarts = new Counter({
      name: 'pull_secret_sync_watch_restarts_total',
      help: 'Watches that ended, regularly or not, and were started again.',
      labelNames: ['watch'],
      registers,
    });
    this.#gauge(
      'pull_secret_sync_seconds_since_last_success',
      'Seconds since a pass last left everything in sync; before the first, since the start.',
      () => Math.max(0, clock.now() - this.#successAt) / 1000,
    );
    this.#gauge('process_resident_memory_bytes', 'Resident memory.', memory);
    for (const result of RESULTS) this.#passes.inc({ result }, 0);
    for (const watch of watches) this.#restarts.inc({ watch }, 0);
  }

  passed({ result, drift, writes }: Outcome): void {
    this.#passes.inc({ result });
    this.#writes.inc(writes.length);
    if (drift !== undefined) this.#drift.set(drift ? 1 : 0);
    if (result === 'synced' || result === 'written') this.#successAt = this.#clock.now();
  }

  restarted(watch: keyof Refs): void {
    this.#restarts.inc({ watch });
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #gauge(name: string, help: string, read: () => number): void {
    const registers = [this.#registry];
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }
}
