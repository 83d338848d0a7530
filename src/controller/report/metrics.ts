// The metrics at /metrics, in Prometheus' text format.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import about from '../../../package.json' with { type: 'json' };
import type { Refs } from '../api/objects.ts';
import type { Clock } from '../clock/clock.ts';
import { type Outcome, RESULTS } from '../pass/outcome.ts';

export const CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** Passes take a few milliseconds, or as long as the API server's admission lets them wait. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 10, 30, 60];

export type Sources = {
  readonly clock: Pick<Clock, 'date'>;
  /** Resident bytes of this program. */
  readonly memory: () => number;
  /** Requests by the status of their answer. */
  readonly requests: ReadonlyMap<string, number>;
};

export class Metrics {
  readonly #registry = new Registry();
  readonly #clock: Pick<Clock, 'date'>;
  readonly #passes: Counter<'result'>;
  readonly #durations: Histogram;
  readonly #writes: Counter;
  readonly #drift: Gauge;
  readonly #restarts: Counter<'watch'>;
  readonly #success: Gauge;

  constructor({ clock, memory, requests }: Sources, watches: readonly (keyof Refs)[]) {
    this.#clock = clock;
    const registers = [this.#registry];
    this.#passes = new Counter({
      name: 'pull_secret_sync_passes_total',
      help: 'Passes by their result.',
      labelNames: ['result'],
      registers,
    });
    this.#durations = new Histogram({
      name: 'pull_secret_sync_pass_duration_seconds',
      help: 'How long passes took.',
      buckets: SECONDS,
      registers,
    });
    this.#writes = new Counter({
      name: 'pull_secret_sync_writes_total',
      help: 'Successful writes to the target Secret and the ServiceAccount.',
      registers,
    });
    this.#drift = new Gauge({
      name: 'pull_secret_sync_target_drift',
      help: '1 while the target Secret is no copy of the source Secret, 0 while it is, NaN without a valid source, or while unknown.',
      registers,
    });
    this.#success = new Gauge({
      name: 'pull_secret_sync_last_success_timestamp_seconds',
      help: 'When a pass last left everything in sync; 0 before the first.',
      registers,
    });
    this.#restarts = new Counter({
      name: 'pull_secret_sync_watch_restarts_total',
      help: 'Watches that ended, regularly or not, and were started again.',
      labelNames: ['watch'],
      registers,
    });
    new Counter({
      name: 'pull_secret_sync_requests_total',
      help: 'Requests to the API server by the status of their answer, none where there was no answer.',
      labelNames: ['code'],
      registers,
      collect() {
        this.reset();
        for (const [code, count] of requests) this.inc({ code }, count);
      },
    });
    new Gauge({
      name: 'pull_secret_sync_build_info',
      help: 'Always 1; the label has the version.',
      labelNames: ['version'],
      registers,
    }).set({ version: about.version }, 1);
    new Gauge({
      name: 'process_resident_memory_bytes',
      help: 'Resident memory.',
      registers,
      collect() {
        this.set(memory());
      },
    });
    this.#drift.set(Number.NaN);
    for (const result of RESULTS) this.#passes.inc({ result }, 0);
    for (const watch of watches) this.#restarts.inc({ watch }, 0);
  }

  passed({ result, drift, writes }: Outcome, seconds: number): void {
    this.#passes.inc({ result });
    this.#durations.observe(seconds);
    this.#writes.inc(writes.length);
    this.#drift.set(drift === undefined ? Number.NaN : Number(drift));
    if (result === 'synced' || result === 'written') {
      this.#success.set(this.#clock.date().getTime() / 1000);
    }
  }

  restarted(watch: keyof Refs): void {
    this.#restarts.inc({ watch });
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
