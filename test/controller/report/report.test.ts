import { expect } from 'chai';
import type { Outcome } from '../../../src/controller/pass/outcome.ts';
import { Events } from '../../../src/controller/report/events.ts';
import type { Log } from '../../../src/controller/report/log.ts';
import { createReport, type Report } from '../../../src/controller/report/report.ts';
import { note, warning } from '../../../src/findings/finding.ts';
import { FakeClock, settle } from '../fake-clock.ts';
import { FakeCluster } from '../fake-cluster.ts';
import { PAYLOAD, REFS } from '../samples.ts';

const SYNCED: Outcome = {
  result: 'synced',
  findings: [],
  writes: [],
  drift: false,
  payload: PAYLOAD,
};
const WRITE = note('target-differs', 'update it');
const WRITTEN: Outcome = { ...SYNCED, result: 'written', writes: [WRITE] };
const WARNING = warning('source-invalid', 'fix it');
const WAIT = note('source-missing', 'wait');
const FAILURE = { kind: 'unavailable', message: 'get it: 429', retryAfterMs: 1000 } as const;

describe('the report of a pass', () => {
  let lines: unknown[][];
  let cluster: FakeCluster;
  let clock: FakeClock;
  let report: Report;
  let stop: AbortController;
  beforeEach(() => {
    stop = new AbortController();
    lines = [];
    cluster = new FakeCluster();
    clock = new FakeClock();
    const line =
      (level: string) =>
      (...args: unknown[]) =>
        void lines.push([level, ...args]);
    const log = { debug: line('debug'), info: line('info'), warn: line('warn') } as unknown as Log;
    const events = new Events(cluster, REFS.source, clock, 'pod-1');
    report = createReport({ log, events, fingerprint: () => 'abcd1234', clock }, stop.signal);
  });

  it('logs a state once, and each write', async () => {
    for (const outcome of [WRITTEN, SYNCED, SYNCED, WRITTEN]) await report(outcome);
    const fields = { payload: 'abcd1234' };
    expect(lines).to.deep.equal([
      [
        'info',
        { ...fields, writes: [{ code: 'target-differs', message: 'update it' }] },
        'pass: written',
      ],
      ['debug', fields, 'pass: synced'],
      ['debug', fields, 'pass: synced'],
      [
        'info',
        { ...fields, writes: [{ code: 'target-differs', message: 'update it' }] },
        'pass: written',
      ],
    ]);
  });

  it('warns of what a user must act on, once, with one Event', async () => {
    const invalid: Outcome = { result: 'invalid', findings: [WARNING], writes: [] };
    for (const outcome of [invalid, invalid]) await report(outcome);
    expect(lines).to.deep.equal([
      ['warn', { findings: [{ code: 'source-invalid', message: 'fix it' }] }, 'pass: invalid'],
      ['debug', { findings: [{ code: 'source-invalid', message: 'fix it' }] }, 'pass: invalid'],
    ]);
    expect(cluster.events).to.have.lengthOf(1);
  });

  it('makes an Event of a refusal only when it is met twice in a row', async () => {
    const denied: Outcome = { result: 'failed', findings: [WARNING], writes: [], failure: FAILURE };
    await report(denied);
    await report(SYNCED);
    await report(denied);
    expect(cluster.events).to.deep.equal([]);
    await report(denied);
    expect(cluster.events).to.have.lengthOf(1);
  });

  it('waits for no Event: the next report logs meanwhile, and the latest problems get theirs', async () => {
    const invalid = (message: string): Outcome => ({
      result: 'invalid',
      findings: [{ ...WARNING, message }],
      writes: [],
    });
    let answer = () => {};
    const { create } = cluster;
    cluster.create = async (ref, object) => {
      await new Promise<void>(resolve => {
        answer = resolve;
      });
      return create.call(cluster, ref, object);
    };
    report(invalid('one'));
    report(invalid('two'));
    const last = report(invalid('three'));
    expect(lines).to.have.lengthOf(3);
    answer();
    await settle();
    answer();
    await last;
    expect(cluster.events.map(({ message }) => message)).to.deep.equal(['one', 'three']);
  });

  it('makes no Event of a wait', async () => {
    await report({ result: 'waiting', findings: [WAIT], writes: [] });
    expect(lines).to.deep.equal([
      ['info', { findings: [{ code: 'source-missing', message: 'wait' }] }, 'pass: waiting'],
    ]);
    expect(cluster.events).to.deep.equal([]);
  });

  it('makes an Event for each time that a matter comes back', async () => {
    const invalid: Outcome = { result: 'invalid', findings: [WARNING], writes: [] };
    for (const outcome of [invalid, SYNCED, invalid]) await report(outcome);
    expect(cluster.events).to.have.lengthOf(2);
  });

  it('takes a matter for the same over a pass that does not know of it', async () => {
    const invalid: Outcome = { result: 'invalid', findings: [WARNING], writes: [] };
    const failed: Outcome = { result: 'failed', findings: [], writes: [], failure: FAILURE };
    for (const outcome of [invalid, failed, invalid]) await report(outcome);
    expect(cluster.events).to.have.lengthOf(1);
  });

  it('sets the Event of a pass that read no source on the last source', async () => {
    const denied: Outcome = { result: 'failed', findings: [WARNING], writes: [], failure: FAILURE };
    await report({ ...SYNCED, sourceUid: 'uid' });
    for (const outcome of [denied, denied]) await report(outcome);
    expect(cluster.events).to.have.nested.property('[0].involvedObject.uid', 'uid');
  });

  it('sets no Event on a source that is gone', async () => {
    await report({ ...SYNCED, sourceUid: 'uid' });
    await report({ result: 'waiting', findings: [WARNING], writes: [] });
    expect(cluster.events[0]).to.have.property('involvedObject').that.does.not.have.property('uid');
  });

  it('logs a failure whose cause changes', async () => {
    const failed: Outcome = { result: 'failed', findings: [], writes: [], failure: FAILURE };
    const other: Outcome = { ...failed, failure: { ...FAILURE, message: 'get it: 503' } };
    for (const outcome of [failed, failed, other]) await report(outcome);
    expect(lines.map(([level]) => level)).to.deep.equal(['warn', 'debug', 'warn']);
  });

  it('makes an Event of refusals of one reason in a row, whatever was refused', async () => {
    const denied = (message: string): Outcome => ({
      result: 'failed',
      findings: [{ ...WARNING, message }],
      writes: [],
      failure: { ...FAILURE, message },
    });
    for (const message of ['get a', 'get b']) await report(denied(message));
    expect(cluster.events).to.have.lengthOf(1);
  });

  it('makes no Event once the sync stops', async () => {
    stop.abort();
    await report({ result: 'invalid', findings: [WARNING], writes: [] });
    expect(lines).to.have.lengthOf(1);
    expect(cluster.events).to.deep.equal([]);
  });

  it('tells a failure and its pause', async () => {
    await report({ result: 'failed', findings: [], writes: [], failure: FAILURE });
    const fields = { failure: 'get it: 429', retryAfterMs: 1000 };
    expect(lines).to.deep.equal([['warn', fields, 'pass: failed']]);
  });

  it('goes on where no Event can be written', async () => {
    cluster.fault = () => ({ kind: 'denied', message: 'no' });
    await report({ result: 'invalid', findings: [WARNING], writes: [] });
    expect(lines.at(-1)).to.deep.equal(['debug', { failure: 'no' }, 'no Event written']);
  });

  it('makes an Event of a write that fails, once that lasts for two minutes', async () => {
    const failing: Outcome = {
      result: 'failed',
      findings: [warning('write-failing', 'check it')],
      writes: [],
      failure: FAILURE,
    };
    const other: Outcome = { result: 'failed', findings: [], writes: [], failure: FAILURE };
    for (const outcome of [failing, other, failing]) {
      await report(outcome);
      await clock.advance(39_999);
    }
    expect(cluster.events).to.deep.equal([]);
    await clock.advance(3);
    await report(failing);
    expect(cluster.events).to.have.lengthOf(1);
    await report(SYNCED);
    await report(failing);
    await report(failing);
    expect(cluster.events).to.have.lengthOf(1);
  });

  for (const code of ['unauthorized', 'credentials-unmounted'] as const) {
    it(`tries no Event where that would fail for the same reason: ${code}`, async () => {
      const outcome: Outcome = {
        result: 'failed',
        findings: [warning(code, 'check it')],
        writes: [],
        failure: FAILURE,
      };
      for (const pass of [outcome, outcome]) await report(pass);
      expect(cluster.events).to.deep.equal([]);
      expect(lines[0]?.[0]).to.equal('warn');
    });
  }
});
