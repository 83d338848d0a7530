// The copy is one object for its whole life: a kubelet remembers with which Secret, by uid, it has pulled an image.
import { expect } from 'chai';
import { DOCKER_CONFIG_KEY } from '../../src/registry/pull-secret.ts';
import { dockerConfig, payloadOf, Scene } from './scene.ts';
import { watchSecret } from './secret-watch.ts';
import { needsCluster } from './shared-cluster.ts';

const ROTATIONS = 1000;

describe('the copy over many rotations', function () {
  this.timeout(300_000);
  needsCluster();
  let scene: Scene;
  before(async () => {
    scene = await Scene.open();
  });
  after(() => scene?.close());

  it(`is updated in place: one uid over ${ROTATIONS}`, async () => {
    await (await scene.start()).ready();
    const uids = new Set<string | undefined>();
    const types = new Map<string, number>();
    let wanted = '';
    let arrived = () => {};
    const end = await watchSecret(scene.cluster, scene.targetPath, ({ type, object }) => {
      uids.add(object.metadata.uid);
      types.set(type, (types.get(type) ?? 0) + 1);
      if (object.data?.[DOCKER_CONFIG_KEY] === wanted) arrived();
    });
    for (let rotation = 1; rotation <= ROTATIONS; rotation++) {
      const text = dockerConfig(`${rotation}`);
      const copied = new Promise<void>(resolve => {
        arrived = resolve;
      });
      wanted = payloadOf(text)[DOCKER_CONFIG_KEY] ?? '';
      await scene.putSource(text);
      await copied;
    }
    end();
    expect(uids.size).to.equal(1);
    expect(Object.fromEntries(types)).to.deep.equal({ ADDED: 1, MODIFIED: ROTATIONS - 1 });
  });
});
