// From nothing to a copy, and after it with every change: on a real API server, with the real RBAC.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually } from './eventually.ts';
import { Relay } from './relay.ts';
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
    const relay = await Relay.start(scene.cluster);
    try {
      await scene.putSource(dockerConfig('old'));
      await scene.start({}, relay.url);
      await scene.synced(dockerConfig('old'));
      await scene.putSource(dockerConfig('new'));
      await scene.synced(dockerConfig('new'));
      relay.seen.length = 0;
      const stale = { data: payloadOf(dockerConfig('old')) };
      const repairs: number[] = [];
      for (let write = 0; write < 180; write++) {
        const since = performance.now();
        await scene.put(scene.target, stale);
        await scene.synced(dockerConfig('new'));
        repairs.push(performance.now() - since);
        await delay(500 - (performance.now() - since));
      }
      const staleMs = repairs.reduce((sum, ms) => sum + ms, 0);
      expect(staleMs).to.be.below(9_000);
      expect(relay.seen.filter(({ method }) => method === 'PATCH')).to.have.lengthOf(180);
      expect(relay.seen.length).to.be.below(5 * 180);
    } finally {
      await scene.sync.stop();
      relay.stop();
    }
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
