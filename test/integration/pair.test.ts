// Two syncs at once, as during a rollout: they agree, and neither drives the other.
import { expect } from 'chai';
import { eventually } from './eventually.ts';
import { dockerConfig, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';
import type { SyncProcess } from './sync-process.ts';

const ROTATIONS = 30;

describe('two pull-secret syncs at once', function () {
  this.timeout(120_000);
  needsCluster();
  let scene: Scene;
  let pair: readonly SyncProcess[];
  beforeEach(async () => {
    scene = await Scene.open();
    await scene.putSource(dockerConfig('0'));
    pair = [await scene.start(), await scene.start()];
    for (const sync of pair) await sync.ready();
  });
  afterEach(async () => {
    for (const sync of pair) await sync.stop('SIGKILL');
    await scene.close();
  });
  const sum = async (sample: string) => {
    const figures = await Promise.all(pair.map(sync => sync.metric(sample)));
    return figures.reduce((total, figure) => total + figure, 0);
  };

  it('follow each rotation with one write', async () => {
    await scene.synced(dockerConfig('0'));
    const writes = () => sum('pull_secret_sync_writes_total');
    const before = await writes();
    for (let rotation = 1; rotation <= ROTATIONS; rotation++) {
      await scene.putSource(dockerConfig(`${rotation}`));
      await scene.synced(dockerConfig(`${rotation}`));
    }
    expect((await writes()) - before).to.equal(ROTATIONS);
  });

  it('make a deleted target together, and leave it to itself then', async () => {
    await scene.synced(dockerConfig('0'));
    await scene.expect('DELETE', scene.targetPath);
    await scene.synced(dockerConfig('0'));
    const uid = (await scene.readTarget())?.metadata.uid;
    const passes = () => sum('pull_secret_sync_passes_total{result="synced"}');
    const before = await passes();
    await scene.putSource(`${dockerConfig('0')}\n`);
    await scene.synced(`${dockerConfig('0')}\n`);
    await eventually('both have seen it', async () => (await passes()) > before);
    expect((await scene.readTarget())?.metadata.uid).to.equal(uid);
  });
});
