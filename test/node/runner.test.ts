// The function runner as the function writes it, by its stand-in: flags, mount and login, for two releases.
import { expect } from 'chai';
import { DOCKER_CONFIG_KEY } from '../../src/registry/pull-secret.ts';
import { EARLY_STAND_IN, FUNCTION, STAND_IN } from './images.ts';
import { needsNode } from './node.ts';
import { readyPod } from './pods.ts';
import { closeScenes, Scene, secretAt } from './scene.ts';
import { hashOf, StandIn } from './stand-in.ts';

/** The flag that turns private registries on, by the image. */
const ENABLE = {
  [STAND_IN]: 'enable-private-registries',
  [EARLY_STAND_IN]: 'enable-private-registry',
};

describe('the function runner on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);

  for (const [image, enable] of Object.entries(ENABLE)) {
    describe(image, () => {
      let scene: Scene;
      let runner: StandIn;
      before(async () => {
        scene = await Scene.open(`runner-${enable.length}`);
        await scene.apply(scene.login, scene.text.replace(STAND_IN, image));
        runner = await StandIn.of(scene);
      });

      it('starts with the flags of its release', async () => {
        const { flags } = await runner.says();
        expect(flags).to.deep.include({
          [enable]: 'true',
          'registry-auth-secret-path': '/var/tmp/auth-secret/.dockerconfigjson',
          'registry-auth-secret-name': 'auth-secret',
          'pod-namespace': scene.pods,
        });
      });

      it('reads the mounted Secret as its own user', async () => {
        const { user, hash } = await runner.says();
        expect(user).to.equal(10001);
        expect(hash).to.equal(hashOf((await secretAt(scene.sourcePath)).data[DOCKER_CONFIG_KEY]));
      });

      it('may only read there', async () => {
        const { spec } = await readyPod(scene.system, 'function-runner');
        const mounts = spec.containers.flatMap(({ volumeMounts }) => volumeMounts);
        expect(mounts).to.deep.include({
          mountPath: '/var/tmp/auth-secret',
          name: 'docker-config',
          readOnly: true,
        });
      });

      it('gets an image of the private registry', async () => {
        expect(await runner.asksFor(FUNCTION)).to.equal(200);
      });
    });
  }

  it('gets none of it where the function has not run', async () => {
    const scene = await Scene.open('unwired');
    await scene.kubectlApply(scene.text);
    expect(await (await StandIn.of(scene)).asksFor(FUNCTION)).to.equal(401);
  });
});
