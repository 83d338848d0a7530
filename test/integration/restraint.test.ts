// What the controller does not do: ask at rest, storm an API server that comes back, or grow.
import { expect } from 'chai';
import { eventually } from './eventually.ts';
import { Relay } from './relay.ts';
import { dockerConfig, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

describe('the restraint of the pull-secret sync', function () {
  this.timeout(120_000);
  needsCluster();
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.open();
  });
  afterEach(() => scene.close());

  it('stays under 120 MiB over 1,000 rotations, and does not grow', async () => {
    await scene.putSource(dockerConfig('0'));
    const sidecar = await scene.start();
    await scene.synced(dockerConfig('0'));
    const rotate = async (from: number, to: number) => {
      for (let rotation = from; rotation <= to; rotation++) {
        await scene.putSource(dockerConfig(`${rotation}`));
        await scene.synced(dockerConfig(`${rotation}`));
      }
      return sidecar.residentMemory();
    };
    const figures: number[] = [sidecar.residentMemory()];
    for (let i=0;i<10;i++) figures.push(await rotate(i*100+1,i*100+100));
    console.log(figures.map(f=>f.toFixed(1)).join(' '));
    console.log(await sidecar.metricsText());
  });
});
