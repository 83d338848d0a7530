// The function runner writes the old payload for as long as the kubelet has not refreshed its mounted file.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { dockerConfig, payloadOf, Scene } from '../integration/scene.ts';
import { needsCluster } from '../integration/shared-cluster.ts';

const ROTATIONS = 20;
/** 90 s, a write each half second. */
const [STALE_WRITES, EVERY_MS] = [180, 500];

describe('a function runner that is stale for 90 s after a rotation', function () {
  this.timeout(150_000);
  needsCluster();
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.open();
  });
  afterEach(() => scene.close());
  /** Asks without a pause, since what follows is timed. */
  const held = async (text: string) => {
    const end = Date.now() + 15_000;
    while (!(await scene.holds(text))) {
      if (Date.now() > end) throw new Error('not within 15 s: the copy is the source again');
    }
  };

  it('leaves the copy stale for less than a tenth of that time', async () => {
    const [old, text] = [dockerConfig('old'), dockerConfig('new')];
    await scene.putSource(old);
    const sync = await scene.start();
    await scene.synced(old);
    const start = performance.now();
    for (let rotation = 0; rotation < ROTATIONS; rotation++) {
      await scene.putSource(dockerConfig(`${rotation}`));
      await held(dockerConfig(`${rotation}`));
    }
    const rotationMs = (performance.now() - start) / ROTATIONS;
    await scene.putSource(text);
    await scene.synced(text);
    const writes = () => sync.metric('pull_secret_sync_writes_total');
    const before = { writes: await writes(), requests: await sync.requests() };
    let staleMs = 0;
    for (let write = 1; write <= STALE_WRITES; write++) {
      await scene.put(scene.target, { data: payloadOf(old) });
      const since = performance.now();
      await held(text);
      const ms = performance.now() - since;
      staleMs += ms;
      await delay(Math.max(1, EVERY_MS - ms));
    }
    // A tenth of the time; on a slow machine as long as rotations take there.
    expect(staleMs / STALE_WRITES).to.be.below(Math.max(EVERY_MS / 10, 2 * rotationMs));
    expect((await writes()) - before.writes).to.equal(STALE_WRITES);
    const requests = (await sync.requests()) - before.requests;
    expect(requests).to.be.below(4.5 * STALE_WRITES); // each: three reads, a write
  });
});
