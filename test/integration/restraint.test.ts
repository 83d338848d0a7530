// What the sync does not do: ask at rest, storm an API server that comes back, or grow.
import { expect } from 'chai';
import { eventually } from './eventually.ts';
import { Relay } from './relay.ts';
import { dockerConfig, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

const SYNCED = 'pull_secret_sync_passes_total{result="synced"}';

describe('the restraint of the pull-secret sync', function () {
  this.timeout(180_000);
  needsCluster();
  let scene: Scene;
  let relay: Relay | undefined;
  const relayed = async () => {
    relay = await Relay.start(scene.cluster);
    return relay;
  };
  beforeEach(async () => {
    scene = await Scene.open();
    await scene.putSource(dockerConfig('0'));
  });
  afterEach(async () => {
    await scene.close();
    relay?.stop();
    relay = undefined;
  });

  it('at rest makes three reads a resync, and nothing else', async () => {
    const gate = await relayed();
    const sync = await scene.start({ RESYNC_SECONDS: '1' }, gate.url);
    await scene.synced(dockerConfig('0'));
    const passes = () => sync.metric(SYNCED);
    const next = async () => {
      const last = await passes();
      await eventually('the next pass', async () => (await passes()) > last);
    };
    await next();
    await next();
    const before = await passes();
    gate.seen.length = 0;
    await next();
    await next();
    const { length } = gate.seen;
    const made = (await passes()) - before;
    expect(gate.seen.filter(({ method, isWatch }) => isWatch || method !== 'GET')).to.deep.equal(
      [],
    );
    expect(length).to.be.within(3 * (made - 1), 3 * (made + 1)); // a pass can be under way
  });

  it('reads seldom where others touch the target without rest, and follows the source', async () => {
    const gate = await relayed();
    await scene.start({}, gate.url);
    await scene.synced(dockerConfig('0'));
    await eventually('three watches are open', async () => gate.openWatches === 3);
    gate.seen.length = 0;
    for (let touch = 0; touch < 500; touch++) {
      await scene.put(scene.target, { metadata: { annotations: { touched: `${touch}` } } });
    }
    expect(gate.seen.length).to.be.below(300);
    await scene.putSource(dockerConfig('1'));
    await scene.synced(dockerConfig('1'), 1);
  });

  it('reads seldom where the source is touched without rest, and follows its payload', async () => {
    const gate = await relayed();
    await scene.start({}, gate.url);
    await scene.synced(dockerConfig('0'));
    await eventually('three watches are open', async () => gate.openWatches === 3);
    gate.seen.length = 0;
    const since = Date.now();
    const touch = (number: number) =>
      scene.put(scene.source, { metadata: { annotations: { touched: `${number}` } } });
    for (let number = 0; number < 500; number++) await touch(number);
    const passes = 10 + (Date.now() - since) / 500; // a burst, and two a second
    expect(gate.seen.length).to.be.below(3 * (passes + 2));
    await scene.putSource(dockerConfig('1'));
    await scene.synced(dockerConfig('1'), 2);
  });

  it('stays under 120 MiB over 1,000 rotations, and does not grow', async () => {
    const sync = await scene.start();
    await scene.synced(dockerConfig('0'));
    const rotate = async (from: number, to: number) => {
      for (let rotation = from; rotation <= to; rotation++) {
        await scene.putSource(dockerConfig(`${rotation}`));
        if (rotation % 10 === 0) await scene.synced(dockerConfig(`${rotation}`));
      }
      return sync.residentMemory();
    };
    const warm = await rotate(1, 500);
    const worn = await rotate(501, 1000);
    expect(worn).to.be.below(120);
    expect(worn - warm).to.be.below(15);
  });
});
