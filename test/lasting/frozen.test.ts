// A connection that is frozen: no byte comes, and no end either.
import { expect } from 'chai';
import { eventually } from '../integration/eventually.ts';
import { Probes } from '../integration/probes.ts';
import { Relay } from '../integration/relay.ts';
import { dockerConfig, Scene } from '../integration/scene.ts';
import { needsCluster } from '../integration/shared-cluster.ts';

describe('a connection that is frozen', function () {
  this.timeout(150_000);
  needsCluster();
  let scene: Scene;
  let relay: Relay;
  let probes: Probes | undefined;
  beforeEach(async () => {
    scene = await Scene.open();
    relay = await Relay.start(scene.cluster);
  });
  afterEach(async () => {
    probes?.stop();
    await scene.close();
    relay.stop();
  });

  it('is noticed within 90 s', async () => {
    await scene.putSource(dockerConfig('old'));
    const sync = await scene.start({}, relay.url);
    await scene.synced(dockerConfig('old'));
    await sync.ready();
    probes = new Probes(sync);
    await eventually('three watches are open', async () => relay.openWatches === 3);
    relay.silenceWatches();
    await scene.putSource(dockerConfig('new'));
    // A pass that is still running may have read the new source: only the restart is sure to come late.
    const restarts = () => sync.metric('pull_secret_sync_watch_restarts_total{watch="source"}');
    await eventually('a watch began anew', async () => (await restarts()) >= 1, 110);
    await scene.synced(dockerConfig('new'));
    await probes.expectHealthy();
    expect(sync.isRunning).to.equal(true);
  });
});
