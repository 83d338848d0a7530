// A registry behind a private CA, which the node's container runtime knows: the runner gets it by `tlsCA`.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { behindTls, FUNCTION, SYNC } from './images.ts';
import { needsNode, TLS_REGISTRY } from './node.ts';
import { FunctionPod, readyPod } from './pods.ts';
import { closeScenes, Scene } from './scene.ts';
import { StandIn } from './stand-in.ts';

describe('a private CA on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);
  let scene: Scene;
  const login = ({ login }: Scene) => ({
    ...login,
    registry: TLS_REGISTRY,
    syncImage: behindTls(SYNC),
  });

  describe('with `tlsCA`', () => {
    let runner: StandIn;
    before(async () => {
      scene = await Scene.open('private-ca');
      const tlsCA = readFileSync(`${scene.node.files}/registry/ca.crt`, 'utf8');
      await scene.apply({ ...login(scene), tlsCA });
      runner = await StandIn.of(scene);
    });

    it('is in the runner, with its flags', async () => {
      expect((await runner.says()).flags).to.include({
        'enable-private-registries-tls': 'true',
        'tls-secret-path': '/var/tmp/tls-secret/',
      });
    });

    it('lets the runner get an image', async () => {
      expect(await runner.asksFor(behindTls(FUNCTION))).to.equal(200);
    });

    it('is not needed by sync and function pods: the node knows it', async () => {
      await readyPod(scene.system, 'function-runner-pull-secret-sync');
      const image = behindTls(FUNCTION);
      await (await FunctionPod.start(scene.pods, 'named', 'auth-secret', image)).runs();
    });
  });

  it('keeps the runner from the image without `tlsCA`', async () => {
    const without = await Scene.open('without-ca');
    await without.apply({ ...login(without), sync: 'none' });
    const runner = await StandIn.of(without);
    expect(await runner.asksFor(behindTls(FUNCTION))).to.equal('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });
});
