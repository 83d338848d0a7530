import { expect } from 'chai';
import { Events } from '../../../src/controller/report/events.ts';
import { warning } from '../../../src/findings/finding.ts';
import { FakeClock } from '../fake-clock.ts';
import { FakeCluster } from '../fake-cluster.ts';
import { REFS } from '../samples.ts';

const INVALID = warning('source-invalid', 'fix it');

describe('the Events', () => {
  let cluster: FakeCluster;
  let clock: FakeClock;
  let events: Events;
  const counts = () => cluster.events.map(({ count }) => count);
  beforeEach(() => {
    cluster = new FakeCluster();
    clock = new FakeClock(1_700_000_000_123);
    events = new Events(cluster, REFS.source, clock, 'pod-1');
  });

  it('stand on the source Secret', async () => {
    expect(await events.write(INVALID, 'uid')).to.equal(undefined);
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
        message: 'fix it',
        source: { component: 'enable-private-registries', host: 'pod-1' },
        firstTimestamp: '2023-11-14T22:13:20Z',
        lastTimestamp: '2023-11-14T22:13:20Z',
        count: 1,
      },
    ]);
  });

  it('are one for a problem that lasts, counted every five minutes', async () => {
    for (let pass = 0; pass < 10; pass++) await events.write(INVALID, 'uid');
    expect(counts()).to.deep.equal([1]);
    await clock.advance(300_000);
    await events.write(INVALID, 'uid');
    expect(counts()).to.deep.equal([11]);
    expect(cluster.events[0]).to.include({ lastTimestamp: '2023-11-14T22:18:20Z' });
  });

  it('are counted as time goes by, wherever the date is set', async () => {
    await events.write(INVALID, 'uid');
    clock.step(3_600_000);
    await events.write(INVALID, 'uid');
    expect(counts()).to.deep.equal([1]);
    clock.step(-7_200_000);
    await clock.advance(300_000);
    await events.write(INVALID, 'uid');
    expect(counts()).to.deep.equal([3]);
  });

  it('are another for another message or reason', async () => {
    await events.write(INVALID, 'uid');
    await events.write({ ...INVALID, message: 'fix the other' }, 'uid');
    await events.write({ ...INVALID, code: 'forbidden' }, undefined);
    expect(counts()).to.deep.equal([1, 1, 1]);
    expect(cluster.events[2]).to.have.property('involvedObject').that.does.not.have.property('uid');
  });

  it('are 25 at once, and then one each five minutes, of whatever comes and goes', async () => {
    for (let flip = 0; flip < 1_000; flip++) {
      await events.write({ ...INVALID, message: `fix ${flip}` }, 'uid');
      events.keep([]);
    }
    expect(cluster.events).to.have.lengthOf(25);
    await clock.advance(300_000);
    for (let flip = 0; flip < 10; flip++) {
      await events.write({ ...INVALID, message: `fix ${flip}` }, 'uid');
    }
    expect(cluster.events).to.have.lengthOf(26);
  });

  it('are another for a source that was made anew', async () => {
    for (const uid of ['uid', 'uid', 'other']) await events.write(INVALID, uid);
    expect(cluster.events.map(event => event.involvedObject)).to.have.nested.property(
      '[1].uid',
      'other',
    );
    expect(counts()).to.deep.equal([1, 1]);
  });

  it('are created again for a problem that recurs', async () => {
    await events.write(INVALID, 'uid');
    events.keep([INVALID]);
    await events.write(INVALID, 'uid');
    expect(counts()).to.deep.equal([1]);
    events.keep([{ ...INVALID, code: 'target-foreign' }]);
    await events.write(INVALID, 'uid');
    expect(counts()).to.deep.equal([1, 1]);
  });

  it('are made again once the API server has forgotten them', async () => {
    await events.write(INVALID, 'uid');
    cluster.events.length = 0;
    await clock.advance(300_000);
    await events.write(INVALID, 'uid');
    expect(counts()).to.deep.equal([1]);
  });

  it('are tried again where they were refused', async () => {
    cluster.fault = act => ({ kind: 'denied', message: act });
    expect(await events.write(INVALID, 'uid')).to.have.property('kind', 'denied');
    cluster.fault = () => undefined;
    await events.write(INVALID, 'uid');
    expect(counts()).to.deep.equal([1]);
  });

  it('are as short as the API server wants them', async () => {
    await events.write({ ...INVALID, message: 'x'.repeat(5000) }, 'uid');
    expect(cluster.events[0]).to.have.property('message').with.lengthOf(1024);
  });
});
