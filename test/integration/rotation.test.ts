// From nothing to a copy, and after it with every change: on a real API server, with the real RBAC.
import { expect } from 'chai';
import { dockerConfig, NAME, Scene } from './scene.ts';
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
});
