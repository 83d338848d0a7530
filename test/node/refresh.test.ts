// With `refreshRunner` the sync has the kubelet write the runner's mounted file anew.
import { DOCKER_CONFIG_KEY } from '../../src/registry/pull-secret.ts';
import { eventually } from '../integration/eventually.ts';
import { FUNCTION } from './images.ts';
import { needsNode } from './node.ts';
import { closeScenes, Scene, secretAt } from './scene.ts';
import { hashOf, StandIn } from './stand-in.ts';

/** By itself the kubelet takes up to 90 s: that it is so soon for two pods is no chance. */
const SOON_S = 10;

describe('a rotation with `refreshRunner` on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);

  it('reaches both runners soon, and with it images that are new to them', async () => {
    const scene = await Scene.open('refresh');
    await scene.apply({ ...scene.login, refreshRunner: 'true' });
    const runners = await StandIn.both(scene);
    await scene.rotateRegistry('second');
    await scene.apply({ ...scene.login, refreshRunner: 'true' });
    const hash = hashOf((await secretAt(scene.sourcePath)).data[DOCKER_CONFIG_KEY]);
    const isFresh = async (runner: StandIn) =>
      (await runner.says()).hash === hash && (await runner.asksFor(FUNCTION)) === 200;
    await Promise.all(
      runners.map(runner => eventually('the runner is fresh', () => isFresh(runner), SOON_S)),
    );
  });
});
