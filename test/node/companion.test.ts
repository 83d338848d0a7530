// The sync in a Deployment of its own, with its image in the private registry alone.
import { expect } from 'chai';
import { needsNode } from './node.ts';
import { FunctionPod, readyPod } from './pods.ts';
import { closeScenes, Scene, secretAt } from './scene.ts';

describe('the companion on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);
  let scene: Scene;
  before(async () => {
    scene = await Scene.open('companion', { 'pod-security.kubernetes.io/enforce': 'restricted' });
    await scene.apply(scene.login);
  });

  it('is pulled with the Secret that it syncs, under the restricted standard', async () => {
    await readyPod(scene.system, 'function-runner-pull-secret-sync');
  });

  it('lets a pod pull that names the Secret, and one that names nothing', async () => {
    const pods = [
      await FunctionPod.start(scene.pods, 'named', 'auth-secret'),
      await FunctionPod.start(scene.pods, 'unnamed'),
    ];
    await Promise.all(pods.map(pod => pod.runs()));
  });

  it('copies the Secret byte for byte', async () => {
    const [source, copy] = await Promise.all([scene.sourcePath, scene.copyPath].map(secretAt));
    expect(copy?.data).to.deep.equal(source?.data);
  });
});

describe('without the sync on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);
  let scene: Scene;
  before(async () => {
    scene = await Scene.open('unsynced');
    await scene.apply({ ...scene.login, sync: 'none' });
  });

  it('neither does', async () => {
    const pods = [
      await FunctionPod.start(scene.pods, 'named', 'auth-secret'),
      await FunctionPod.start(scene.pods, 'unnamed'),
    ];
    for (const said of await Promise.all(pods.map(pod => pod.backsOff()))) {
      expect(said).to.match(/401 Unauthorized/);
    }
  });
});
