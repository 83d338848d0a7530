import { expect } from 'chai';
import type {
  Failure,
  FailureKind,
  WatchListener,
  WatchOptions,
} from '../../../src/controller/api/cluster.ts';
import { keepWatching } from '../../../src/controller/loop/watch.ts';
import { FakeClock, settle } from '../fake-clock.ts';
import { FakeCluster } from '../fake-cluster.ts';
import { REFS } from '../samples.ts';

const GONE: Failure = { kind: 'gone', message: '' };

class WatchedCluster extends FakeCluster {
  readonly starts: (string | undefined)[] = [];
  readonly seconds: number[] = [];
  listener: WatchListener | undefined;
  end: (failure: Failure | undefined) => void = () => undefined;
  isAccepting = true;
  refusal: FailureKind = 'unreachable';

  override watch(_ref: unknown, { from, seconds, signal }: WatchOptions, listener: WatchListener) {
    this.starts.push(from);
    this.seconds.push(seconds);
    this.listener = listener;
    if (!this.isAccepting) return Promise.resolve<Failure>({ kind: this.refusal, message: '' });
    listener.started();
    return new Promise<Failure | undefined>(resolve => {
      this.end = resolve;
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
  }
}

describe('a watch', () => {
  let cluster: WatchedCluster;
  let clock: FakeClock;
  let stop: AbortController;
  let done: Promise<void>;
  let changes: number;
  let restarts: number;
  let versions: (string | undefined)[];
  const start = async () => {
    const changed = (version: string | undefined) => {
      changes++;
      versions.push(version);
    };
    const counted = () => void restarts++;
    const means = { cluster, clock, random: () => 0.5, changed, restarts: counted };
    done = keepWatching(REFS.source, means, stop.signal);
    await settle();
  };
  beforeEach(() => {
    cluster = new WatchedCluster();
    clock = new FakeClock();
    stop = new AbortController();
    changes = 0;
    restarts = 0;
    versions = [];
  });
  afterEach(async () => {
    stop.abort();
    await done;
  });

  it('counts its start, and each event, as a change', async () => {
    await start();
    expect(changes).to.equal(1);
    cluster.listener?.changed('7');
    expect(changes).to.equal(2);
    expect(versions).to.deep.equal([undefined, '7']);
    expect(cluster.seconds).to.deep.equal([450]);
  });

  it('goes on where it was after its regular end', async () => {
    await start();
    cluster.listener?.reached('42');
    await clock.advance(450_000);
    cluster.end(undefined);
    await clock.advance(500);
    expect(cluster.starts).to.deep.equal([undefined, '42']);
    expect({ changes, restarts }).to.deep.equal({ changes: 1, restarts: 1 });
  });

  it('begins anew after a 410, and counts that as a change', async () => {
    await start();
    cluster.listener?.reached('42');
    cluster.end(GONE);
    await clock.advance(500);
    expect(cluster.starts).to.deep.equal([undefined, undefined]);
    expect(changes).to.equal(2);
  });

  it('backs off while it is not accepted, and not after it was', async () => {
    cluster.isAccepting = false;
    await start();
    await clock.advance(120_000);
    expect(cluster.starts.length).to.be.within(7, 11);
    cluster.isAccepting = true;
    await clock.advance(60_000);
    const starts = cluster.starts.length;
    cluster.end(GONE);
    await clock.advance(1_000);
    expect(cluster.starts).to.have.lengthOf(starts + 1);
  });

  it('backs off for seconds only while its token is refused', async () => {
    cluster.isAccepting = false;
    cluster.refusal = 'unauthenticated';
    await start();
    await clock.advance(120_000);
    expect(cluster.starts.length).to.be.within(45, 55);
  });

  it('backs off where it is accepted and ended at once', async () => {
    await start();
    for (let second = 0; second < 60; second++) {
      cluster.end(undefined);
      await clock.advance(1_000);
    }
    expect(cluster.starts.length).to.be.at.most(8);
  });

  it('comes back soon after it brought something, however short it lived', async () => {
    await start();
    for (let second = 0; second < 20; second++) {
      cluster.listener?.reached(`${second}`);
      cluster.end(undefined);
      await clock.advance(1_000);
    }
    expect(cluster.starts).to.have.lengthOf(21);
  });

  it('waits for what Retry-After says', async () => {
    await start();
    cluster.end({ kind: 'unavailable', message: '', retryAfterMs: 9_000 });
    await clock.advance(9_499);
    expect(cluster.starts).to.have.lengthOf(1);
    await clock.advance(1);
    expect(cluster.starts).to.have.lengthOf(2);
  });
});
