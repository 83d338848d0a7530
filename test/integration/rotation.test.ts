// From nothing to a copy, and after it with every change: on a real API server, with the real RBAC.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually } from './eventually.ts';
import { dockerConfig, NAME, payloadOf, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

describe('the pull-secret sync in a cluster', function () {
  this.timeout(60_000);
  needsCluster();
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.open();
  });
  afterEach(() => scene.close());

  it('copies a source that appears, and follows its changes', async () => {
    const sync = await scene.start();
    await sync.ready();
    expect(await scene.readTarget()).to.equal(undefined);
    await scene.putSource(dockerConfig('one'));
    await scene.synced(dockerConfig('one'));
    const uid = (await scene.readTarget())?.metadata.uid;

    for (const password of ['two', 'three']) {
      await scene.putSource(dockerConfig(password));
      await scene.synced(dockerConfig(password));
    }
    expect((await scene.readTarget())?.metadata.uid).to.equal(uid);
    expect(await scene.pullSecrets()).to.deep.equal([NAME]);
    expect(await scene.events()).to.deep.equal([]);
  });

  it('holds the copy against a runner that is stale for 90 s after a rotation', async function () {
    this.timeout(120_000);
    const [old, text] = [dockerConfig('old'), dockerConfig('new')];
    await scene.putSource(old);
    const sync = await scene.start();
    await scene.synced(old);
    const start = performance.now();
    for (let rotation = 0; rotation < 20; rotation++) {
      await scene.putSource(dockerConfig(`${rotation}`));
      while (!(await scene.holds(dockerConfig(`${rotation}`))));
    }
    const rotationMs = (performance.now() - start) / 20;
    await scene.putSource(text);
    await scene.synced(text);
    const writes = () => sync.metric('pull_secret_sync_writes_total');
    const before = { writes: await writes(), requests: await sync.requests() };
    let staleMs = 0;
    for (let write = 1; write <= 180; write++) {
      await scene.put(scene.target, { data: payloadOf(old) });
      const since = performance.now();
      while (!(await scene.holds(text)));
      const ms = performance.now() - since;
      staleMs += ms;
      await delay(Math.max(1, 500 - ms));
    }
    // A tenth of the time; on a slow machine as long as rotations take there.
    expect(staleMs / 180).to.be.below(Math.max(50, 2 * rotationMs));
    expect((await writes()) - before.writes).to.equal(180);
    expect((await sync.requests()) - before.requests).to.be.below(4.5 * 180); // each: three reads, a write
  });

  it('writes few times a second against a writer without rest', async () => {
    await scene.putSource(dockerConfig('new'));
    await scene.start();
    await scene.synced(dockerConfig('new'));
    const writes = () => scene.sync.metric('pull_secret_sync_writes_total');
    const before = await writes();
    const stale = { data: payloadOf(dockerConfig('old')) };
    const since = Date.now();
    await eventually(
      '15 s have gone by',
      async () => {
        await scene.put(scene.target, stale);
        return Date.now() - since > 15_000;
      },
      20,
    );
    expect((await writes()) - before).to.be.within(10, 60);
    await scene.synced(dockerConfig('new'));
  });
});
