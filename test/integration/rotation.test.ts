// From nothing to a copy, and after it with every change: on a real API server, with the real RBAC.
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
