// A new password in the registry and in the package at once: what is right at once, and what waits for the kubelet.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { DOCKER_CONFIG_KEY } from '../../src/registry/pull-secret.ts';
import { ask, when } from './api.ts';
import { FUNCTION } from './images.ts';
import { needsNode } from './node.ts';
import { FunctionPod } from './pods.ts';
import { closeScenes, create, Scene, type Secret, secretAt } from './scene.ts';
import { hashOf, type Said, StandIn } from './stand-in.ts';

/** As long as the kubelet may take to write a mounted Secret anew, and how often the runner is asked. */
const STALE_MS = 90_000;
const PERIOD_MS = 500;
const PODS = 6;

describe('a rotation on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);
  let scene: Scene;
  let unsynced: Scene;
  let runner: StandIn;
  let old: Secret;
  let changed: Promise<Said>;
  before(async () => {
    [scene, unsynced] = await Promise.all([Scene.open('rotation'), Scene.open('stale')]);
    await scene.apply(scene.login);
    await unsynced.apply({ ...unsynced.login, sync: 'none' });
    await copyOnce(unsynced);
    for (const { pods } of [scene, unsynced]) {
      await (await FunctionPod.start(pods, 'before', 'auth-secret')).runs();
    }
    runner = await StandIn.of(scene);
    old = await secretAt(scene.copyPath);
    expect(await runner.asksFor(FUNCTION)).to.equal(200);
    changed = runner.seesChange();
    for (const each of [scene, unsynced]) {
      await each.rotateRegistry('second');
      await each.apply({ ...each.login, ...(each === unsynced && { sync: 'none' }) });
    }
  });

  it('reaches a new pod within seconds', async () => {
    await (await FunctionPod.start(scene.pods, 'after', 'auth-secret')).runs(15);
  });

  it('leaves the copy the same object', async () => {
    const copy = await secretAt(scene.copyPath);
    expect(copy.metadata.uid).to.equal(old.metadata.uid);
    expect(copy.data).to.not.deep.equal(old.data);
  });

  it('reaches no pod without the sync', async () => {
    await (await FunctionPod.start(unsynced.pods, 'after', 'auth-secret')).backsOff();
  });

  it('is not undone by a runner whose mounted file is still the old one', async () => {
    const writer = new AbortController();
    const written = writeOld(scene, old, writer.signal);
    try {
      for (let pod = 0; pod < PODS; pod++) {
        // As long as the runner waits for it.
        await (await FunctionPod.start(scene.pods, `while-${pod}`, 'auth-secret')).runs(60);
        await delay(STALE_MS / PODS);
      }
    } finally {
      writer.abort();
    }
    expect(await written).to.be.above(0);
    const { data } = await secretAt(scene.sourcePath);
    await when<Secret>(
      `/api/v1/namespaces/${scene.pods}/secrets?fieldSelector=metadata.name=auth-secret`,
      copy => copy.data[DOCKER_CONFIG_KEY] === data[DOCKER_CONFIG_KEY],
    );
  });

  it("reaches the runner's mounted file, and with it images that are new to the runner", async () => {
    const { hash } = await changed;
    expect(hash).to.equal(hashOf((await secretAt(scene.sourcePath)).data[DOCKER_CONFIG_KEY]));
    expect(await runner.asksFor(FUNCTION)).to.equal(200);
  });
});

/** What the runner does at an image that it has not seen. */
async function copyOnce({ sourcePath, pods }: Scene): Promise<void> {
  const { data } = await secretAt(sourcePath);
  const secret = {
    metadata: { name: 'auth-secret' },
    type: 'kubernetes.io/dockerconfigjson',
    data,
  };
  await create(`/api/v1/namespaces/${pods}/secrets`, secret);
}

/** The same after a rotation, in the runner's name, again and again; how often the API server took it. */
async function writeOld(scene: Scene, { data }: Secret, signal: AbortSignal): Promise<number> {
  const as = `system:serviceaccount:${scene.system}:porch-fn-runner`;
  let written = 0;
  while (!signal.aborted) {
    const { body } = await ask<Secret>(scene.copyPath, { as });
    const answer = await ask(scene.copyPath, { method: 'PUT', body: { ...body, data }, as });
    if (answer.status === 200) written++;
    await delay(PERIOD_MS);
  }
  return written;
}
