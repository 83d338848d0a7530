import { expect } from 'chai';
import { type Outcome, RESULTS } from '../../../src/controller/pass/outcome.ts';
import { Metrics } from '../../../src/controller/report/metrics.ts';
import { note } from '../../../src/findings/finding.ts';
import { FakeClock } from '../fake-clock.ts';
import { faultsIn } from '../prometheus.ts';

const SYNCED: Outcome = { result: 'synced', findings: [], writes: [], drift: false };

const WRITE = note('target-differs', 'update it');

describe('the metrics', () => {
  let clock: FakeClock;
  let metrics: Metrics;
  const sample = async (name: string) =>
    (await metrics.text())
      .split('\n')
      .find(line => line.startsWith(`${name} `))
      ?.slice(name.length + 1);
  beforeEach(() => {
    clock = new FakeClock();
    metrics = new Metrics({ clock, memory: () => 64 }, ['source', 'target', 'serviceAccount']);
  });

  it('are as promtool wants them', async () => {
    expect(faultsIn(await metrics.text())).to.deep.equal([]);
  });

  it('count every result from zero', async () => {
    for (const result of RESULTS) {
      const name = `pull_secret_sync_passes_total{result="${result}"}`;
      expect(await sample(name)).to.equal('0');
      metrics.passed({ ...SYNCED, result });
      expect(await sample(name)).to.equal('1');
    }
  });

  it('tell the seconds since the last success', async () => {
    const name = 'pull_secret_sync_seconds_since_last_success';
    await clock.advance(5_000);
    expect(await sample(name)).to.equal('5');
    metrics.passed({ ...SYNCED, result: 'failed' });
    expect(await sample(name)).to.equal('5');
    metrics.passed({ ...SYNCED, result: 'written' });
    expect(await sample(name)).to.equal('0');
  });

  it('keep the drift that is known', async () => {
    const name = 'pull_secret_sync_target_drift';
    metrics.passed({ ...SYNCED, result: 'refused', drift: true });
    metrics.passed({ result: 'failed', findings: [], writes: [] });
    expect(await sample(name)).to.equal('1');
    metrics.passed(SYNCED);
    expect(await sample(name)).to.equal('0');
  });

  it('count writes and restarts', async () => {
    metrics.passed({ ...SYNCED, result: 'written', writes: [WRITE, WRITE] });
    metrics.restarted('target');
    expect(await sample('pull_secret_sync_writes_total')).to.equal('2');
    expect(await sample('pull_secret_sync_watch_restarts_total{watch="target"}')).to.equal('1');
    expect(await sample('process_resident_memory_bytes')).to.equal('64');
  });
});
