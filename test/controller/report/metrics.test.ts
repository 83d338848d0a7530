import { expect } from 'chai';
import about from '../../../package.json' with { type: 'json' };
import { type Outcome, RESULTS } from '../../../src/controller/pass/outcome.ts';
import { Metrics } from '../../../src/controller/report/metrics.ts';
import { note } from '../../../src/findings/finding.ts';
import { FakeClock } from '../fake-clock.ts';
import { checkMetrics, needsPromtool } from '../prometheus.ts';

const SYNCED: Outcome = { result: 'synced', findings: [], writes: [], drift: false };

const WRITE = note('target-differs', 'update it');

describe('the metrics', () => {
  let clock: FakeClock;
  let metrics: Metrics;
  let requests: Map<string, number>;
  const sample = async (name: string) =>
    (await metrics.text())
      .split('\n')
      .find(line => line.startsWith(`${name} `))
      ?.slice(name.length + 1);
  beforeEach(() => {
    clock = new FakeClock();
    requests = new Map();
    metrics = new Metrics({ clock, memory: () => 64, requests }, [
      'source',
      'target',
      'serviceAccount',
    ]);
  });

  describe('for promtool', () => {
    needsPromtool();

    it('are without fault, in name and form', async () => {
      checkMetrics(await metrics.text()); // with a drift that is NaN
      metrics.passed(SYNCED, 0.02);
      requests.set('200', 3);
      checkMetrics(await metrics.text());
    });
  });

  it('count every result from zero', async () => {
    for (const result of RESULTS) {
      const name = `pull_secret_sync_passes_total{result="${result}"}`;
      expect(await sample(name)).to.equal('0');
      metrics.passed({ ...SYNCED, result }, 0.02);
      expect(await sample(name)).to.equal('1');
    }
  });

  it('have the time of the last success, and 0 before it', async () => {
    const name = 'pull_secret_sync_last_success_timestamp_seconds';
    metrics.passed({ ...SYNCED, result: 'failed' }, 0.02);
    expect(await sample(name)).to.equal('0');
    await clock.advance(5_000);
    metrics.passed({ ...SYNCED, result: 'written' }, 0.02);
    await clock.advance(5_000);
    metrics.passed({ ...SYNCED, result: 'failed' }, 0.02);
    expect(await sample(name)).to.equal('1700000005');
  });

  it('have the drift that is known, else NaN', async () => {
    const name = 'pull_secret_sync_target_drift';
    expect(await sample(name)).to.match(/^nan$/i);
    metrics.passed({ ...SYNCED, result: 'refused', drift: true }, 0.02);
    expect(await sample(name)).to.equal('1');
    metrics.passed({ result: 'failed', findings: [], writes: [] }, 0.02);
    expect(await sample(name)).to.match(/^nan$/i);
    metrics.passed(SYNCED, 0.02);
    expect(await sample(name)).to.equal('0');
  });

  it('have the durations of passes, and the version', async () => {
    metrics.passed(SYNCED, 0.02);
    const name = 'pull_secret_sync_pass_duration_seconds';
    expect(await sample(`${name}_bucket{le="0.01"}`)).to.equal('0');
    expect(await sample(`${name}_bucket{le="0.025"}`)).to.equal('1');
    expect(await sample(`${name}_sum`)).to.equal('0.02');
    expect(await sample(`pull_secret_sync_build_info{version="${about.version}"}`)).to.equal('1');
  });

  it('count requests by their status, each once', async () => {
    requests.set('200', 3).set('none', 1);
    for (let scrape = 0; scrape < 2; scrape++) {
      expect(await sample('pull_secret_sync_requests_total{code="200"}')).to.equal('3');
      expect(await sample('pull_secret_sync_requests_total{code="none"}')).to.equal('1');
    }
  });

  it('count writes and restarts', async () => {
    metrics.passed({ ...SYNCED, result: 'written', writes: [WRITE, WRITE] }, 0.02);
    metrics.restarted('target');
    expect(await sample('pull_secret_sync_writes_total')).to.equal('2');
    expect(await sample('pull_secret_sync_watch_restarts_total{watch="target"}')).to.equal('1');
    expect(await sample('process_resident_memory_bytes')).to.equal('64');
  });
});
