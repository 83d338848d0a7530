import { expect } from 'chai';
import { Requests } from '../../../src/controller/loop/requests.ts';
import type { Outcome } from '../../../src/controller/pass/outcome.ts';

const SYNCED: Outcome = { result: 'synced', findings: [], writes: [], payload: 'a' };
const NEVER = Number.POSITIVE_INFINITY;

describe('the requests of passes', () => {
  let requests: Requests;
  const next = (now = 0) => requests.next(now, undefined);
  /** A pass for whatever is pending. */
  const pass = (outcome: Outcome, now = 0) => {
    requests.begin(now);
    requests.end(outcome, now);
  };
  beforeEach(() => {
    requests = new Requests();
  });

  it('are none before a change, and none after the pass for it', () => {
    expect(next()).to.equal(NEVER);
    requests.add('source', '1');
    expect(next()).to.equal(0);
    pass(SYNCED);
    expect(next()).to.equal(NEVER);
  });

  it('drop a change that a pass has read or written, by its version', () => {
    pass({ ...SYNCED, versions: { target: '7' } });
    requests.add('target', '7');
    expect(next()).to.equal(NEVER);
    requests.add('serviceAccount', '7');
    expect(next()).to.equal(0);
    pass({ ...SYNCED, versions: { source: '8', serviceAccount: '7' } });
    requests.add('source', '8');
    expect(next()).to.equal(NEVER);
  });

  it('count a change whose version is not known', () => {
    pass({ ...SYNCED, versions: { target: '7' } });
    requests.add('target', undefined);
    expect(next()).to.equal(0);
  });

  it('never hold up a new payload after few touches, whatever happened to the target', () => {
    for (let touch = 0; touch < 9; touch++) {
      requests.add('source', undefined);
      pass(SYNCED);
    }
    for (let change = 0; change < 50; change++) {
      requests.add('target', undefined);
      pass(SYNCED);
    }
    requests.add('source', undefined);
    expect(next()).to.equal(0);
    expect(requests.next(0, { orderedUntil: 0, isPartial: false })).to.equal(0);
    expect(requests.next(0, { orderedUntil: 5, isPartial: false })).to.equal(5);
  });

  it('count no touch for a pass that failed', () => {
    const failure = { kind: 'unavailable', message: '' } as const;
    for (let failed = 0; failed < 50; failed++) {
      requests.add('source', undefined);
      pass({ ...SYNCED, result: 'failed', failure }, failed * 100);
    }
    requests.add('source', undefined);
    expect(next(5_000)).to.equal(5_000);
  });

  it('bring no pass forward for the target after a failure, unless it is the ServiceAccount’s', () => {
    requests.add('target', undefined);
    requests.add('serviceAccount', undefined);
    expect(requests.next(0, { orderedUntil: 0, isPartial: false })).to.equal(NEVER);
    expect(requests.next(0, { orderedUntil: 0, isPartial: true })).to.equal(0);
    pass(SYNCED);
    requests.add('serviceAccount', undefined);
    expect(requests.next(0, { orderedUntil: 0, isPartial: true })).to.equal(NEVER);
  });

  it('keep up with a stale writer while the ServiceAccount fails', () => {
    const failure = { kind: 'denied', message: '' } as const;
    const partial: Outcome = { ...SYNCED, result: 'failed', failure, isPartial: true };
    const retry = { orderedUntil: 0, isPartial: true };
    pass({ ...partial, payload: 'b', isRotating: true });
    for (let write = 1; write <= 100; write++) {
      requests.add('target', undefined);
      expect(requests.next(write * 300, retry)).to.equal(write * 300);
      pass({ ...partial, payload: 'b', isRotating: true }, write * 300);
    }
  });

  it('leave an object alone until its held-back write is due', () => {
    pass({ ...SYNCED, result: 'contested', waits: { target: 500 } });
    requests.add('target', undefined);
    expect(next(499)).to.equal(NEVER);
    expect(next(500)).to.equal(500);
  });
});
