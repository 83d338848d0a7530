// The sync in the function runner's pod, all images of which are in the private registry alone.
import { expect } from 'chai';
import { ask } from './api.ts';
import { PRIVATE_STAND_IN, STAND_IN } from './images.ts';
import { needsNode } from './node.ts';
import { FunctionPod, type Pod, readyPods } from './pods.ts';
import { closeScenes, Scene } from './scene.ts';

describe('the sidecar on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);
  let scene: Scene;
  let pods: readonly Pod[];
  before(async () => {
    scene = await Scene.open('sidecar');
    const text = scene.text.replace(STAND_IN, PRIVATE_STAND_IN);
    const items = await scene.render({ ...scene.login, sync: 'sidecar' }, text);
    // A sync without rights never makes its first pass.
    const isRight = ({ kind }: { kind: string }) => /^Role/.test(kind);
    await scene.applyItems(items.filter(item => !isRight(item)));
    pods = await readyPods(scene.system, 'function-runner', 2);
    const readiness = await Promise.all(pods.map(pod => readinessOfSync(scene, pod)));
    expect(readiness).to.deep.equal([503, 503]);
    await scene.applyItems(items.filter(isRight));
  });

  it('starts with two replicas of the runner, which are ready without it', () => {
    const containers = pods.flatMap(({ status }) => status.initContainerStatuses ?? []);
    expect(containers.map(({ name, state }) => [name, Object.keys(state)])).to.deep.equal(
      pods.map(() => ['pull-secret-sync', ['running']]),
    );
  });

  it('lets function pods pull', async () => {
    await (await FunctionPod.start(scene.pods, 'named', 'auth-secret')).runs();
  });
});

async function readinessOfSync({ system }: Scene, { metadata }: Pod): Promise<number> {
  return (await ask(`/api/v1/namespaces/${system}/pods/${metadata.name}:8081/proxy/readyz`)).status;
}
