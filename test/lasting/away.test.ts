// An API server that is away for a minute, and comes back.
import { expect } from 'chai';
import { eventually } from '../integration/eventually.ts';
import { Relay } from '../integration/relay.ts';
import { dockerConfig, Scene } from '../integration/scene.ts';
import { needsCluster } from '../integration/shared-cluster.ts';

describe('an API server that was away for a minute', function () {
  this.timeout(180_000);
  needsCluster();
  let scene: Scene;
  let relay: Relay;
  beforeEach(async () => {
    scene = await Scene.open();
    relay = await Relay.start(scene.cluster);
  });
  afterEach(async () => {
    await scene.close();
    relay.stop();
  });

  it('is not stormed', async () => {
    await scene.putSource(dockerConfig('old'));
    const sync = await scene.start({}, relay.url);
    await scene.synced(dockerConfig('old'));
    await eventually('three watches are open', async () => relay.openWatches === 3);
    relay.seen.length = 0;
    await scene.cluster.stopApiServer('SIGKILL');
    const back = Date.now() + 60_000;
    await eventually(
      'a minute has gone by',
      async () => {
        expect(await sync.probe('/livez')).to.equal(200);
        expect(await sync.probe('/readyz')).to.equal(200);
        return Date.now() > back;
      },
      65,
    );
    const away = relay.seen.length;
    await scene.cluster.startApiServer();
    await scene.putSource(dockerConfig('new'));
    await scene.synced(dockerConfig('new'), 65);
    const returned = relay.seen.length - away;
    expect(away).to.be.within(6, 80);
    expect(returned).to.be.below(40);
    expect(sync.isRunning).to.equal(true);
  });
});
