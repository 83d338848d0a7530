// The function runner as the function writes it, by its stand-in: flags, mount and login, for two releases.
import { expect } from 'chai';
import { DOCKER_CONFIG_KEY } from '../../src/registry/pull-secret.ts';
import { FUNCTION, standIn } from './images.ts';
import { needsNode } from './node.ts';
import { readyPod } from './pods.ts';
import { Scene, secretAt } from './scene.ts';
import { hashOf, StandIn } from './stand-in.ts';

const ENABLE = {
  'v1.5.6': 'enable-private-registries',
  'v3.0.2': 'enable-private-registry',
} as const;

describe('the function runner on a node', function () {
  this.timeout(240_000);
  needsNode();

  for (const release of ['v1.5.6', 'v3.0.2'] as const) {
    describe(`of ${release}`, () => {
      let scene: Scene;
      let runner: StandIn;
      before(async () => {
        scene = await Scene.open(`runner-${release.replaceAll('.', '-')}`);
        await scene.apply(scene.login, scene.text.replace(standIn(), standIn(release)));
        runner = await StandIn.of(scene);
      });

      it('starts with the flags of its release', async () => {
        const { flags } = await runner.says();
        expect(flags).to.deep.include({
          [ENABLE[release]]: 'true',
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
