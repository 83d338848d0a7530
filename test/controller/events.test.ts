import { expect } from 'chai';
import { Events } from '../../src/controller/events.ts';
import type { Remark } from '../../src/controller/remark.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeCluster } from './fake-cluster.ts';
import { REFS } from './samples.ts';

const INVALID: Remark = { severity: 'warning', reason: 'SourceInvalid', message: 'mend it' };

describe('the Events', () => {
  let cluster: FakeCluster;
  let clock: FakeClock;
  let events: Events;
  const counts = () => cluster.events.map(({ count }) => count);
  beforeEach(() => {
    cluster = new FakeCluster();
    clock = new FakeClock(1_700_000_000_123);
    events = new Events(cluster, REFS.source, clock);
  });

  it('stand on the source Secret', async () => {
    expect(await events.tell(INVALID, 'uid')).to.equal(undefined);
    expect(cluster.events).to.deep.equal([
      {
        metadata: {
          namespace: 'porch-system',
          name: 'enable-private-registries.18bcfe5687b.sourceinvalid',
        },
        involvedObject: {
          apiVersion: 'v1',
          kind: 'Secret',
          namespace: 'porch-system',
          name: 'auth-secret',
          uid: 'uid',
        },
        type: 'Warning',
        reason: 'SourceInvalid',
        message: 'mend it',
        source: { component: 'enable-private-registries' },
        firstTimestamp: '2023-11-14T22:13:20Z',
        lastTimestamp: '2023-11-14T22:13:20Z',
        count: 1,
      },
    ]);
  });

  it('are one for a matter that goes on, counted every five minutes', async () => {
    for (let pass = 0; pass < 10; pass++) await events.tell(INVALID, 'uid');
    expect(counts()).to.deep.equal([1]);
    await clock.advance(300_000);
    await events.tell(INVALID, 'uid');
    expect(counts()).to.deep.equal([11]);
    expect(cluster.events[0]).to.include({ lastTimestamp: '2023-11-14T22:18:20Z' });
  });

  it('are counted as time goes by, wherever the date is set', async () => {
    await events.tell(INVALID, 'uid');
    clock.step(3_600_000);
    await events.tell(INVALID, 'uid');
    expect(counts()).to.deep.equal([1]);
    clock.step(-7_200_000);
    await clock.advance(300_000);
    await events.tell(INVALID, 'uid');
    expect(counts()).to.deep.equal([3]);
  });

  it('are another for another message or reason', async () => {
    await events.tell(INVALID, 'uid');
    await events.tell({ ...INVALID, message: 'mend the other' }, 'uid');
    await events.tell({ ...INVALID, reason: 'Forbidden' }, undefined);
    expect(counts()).to.deep.equal([1, 1, 1]);
    expect(cluster.events[2]).to.have.property('involvedObject').that.does.not.have.property('uid');
  });

  it('are another for a source that was made anew', async () => {
    for (const uid of ['uid', 'uid', 'other']) await events.tell(INVALID, uid);
    expect(cluster.events.map(event => event.involvedObject)).to.have.nested.property(
      '[1].uid',
      'other',
    );
    expect(counts()).to.deep.equal([1, 1]);
  });

  it('are told anew of a matter that was over', async () => {
    await events.tell(INVALID, 'uid');
    events.keep([INVALID]);
    await events.tell(INVALID, 'uid');
    expect(counts()).to.deep.equal([1]);
    events.keep([{ ...INVALID, reason: 'TargetForeign' }]);
    await events.tell(INVALID, 'uid');
    expect(counts()).to.deep.equal([1, 1]);
  });

  it('are made again once the API server has forgotten them', async () => {
    await events.tell(INVALID, 'uid');
    cluster.events.length = 0;
    await clock.advance(300_000);
    await events.tell(INVALID, 'uid');
    expect(counts()).to.deep.equal([1]);
  });

  it('are tried again where they were refused', async () => {
    cluster.fault = act => ({ kind: 'denied', message: act });
    expect(await events.tell(INVALID, 'uid')).to.have.property('kind', 'denied');
    cluster.fault = () => undefined;
    await events.tell(INVALID, 'uid');
    expect(counts()).to.deep.equal([1]);
  });

  it('are as short as the API server wants them', async () => {
    await events.tell({ ...INVALID, message: 'x'.repeat(5000) }, 'uid');
    expect(cluster.events[0]).to.have.property('message').with.lengthOf(1024);
  });
});
