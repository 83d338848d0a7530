// Porch's next layout, in which its server evaluates the functions, and Docker's config for its own clients.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { configFolder } from '../image/generated.ts';
import { ask } from './api.ts';
import { FUNCTION, NEXT_STAND_IN, SERVER_STAND_IN } from './images.ts';
import { needsNode } from './node.ts';
import { FunctionPod, readyPod } from './pods.ts';
import { closeScenes, Scene } from './scene.ts';
import { StandIn } from './stand-in.ts';

const deployment = (name: string, account: string, container: string) => `---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${account}
  namespace: porch-system
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: porch-system
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      serviceAccountName: ${account}
      containers:
        - name: ${name}
          securityContext:
            runAsUser: 10001
          readinessProbe:
            exec:
              command: [/home/nonroot/grpc-health-probe, -addr, "localhost:9445"]
            periodSeconds: 1
${container}`;

const LAYOUT = [
  deployment(
    'function-runner',
    'porch-fn-runner',
    `          image: ${NEXT_STAND_IN}
          command:
            - /home/nonroot/server
            - --functions=/home/nonroot/functions
`,
  ),
  deployment(
    'porch-server',
    'porch-server',
    `          image: ${SERVER_STAND_IN}
          args:
            - --function-runner=function-runner:9445
            - --max-request-body-size=6291456
            - --pod-namespace=porch-fn-system
            - --warm-up-pod-cache=true
          env:
            - name: WRAPPER_SERVER_IMAGE
              value: ghcr.io/kptdev/porch-wrapper-server:next
`,
  ),
].join('');
const READ_CONFIG = "fs.readFileSync(process.env.DOCKER_CONFIG + '/config.json', 'utf8')";

describe('the evaluator in the server on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);
  let scene: Scene;
  let server: StandIn;
  before(async () => {
    scene = await Scene.open('server');
    await scene.apply({ ...scene.login, dockerConfigFor: 'porch-server' }, scene.here(LAYOUT));
    server = await StandIn.of(scene, 'porch-server');
  });

  it('has the flags, and gets an image of the private registry', async () => {
    expect((await server.says()).flags).to.include({ 'enable-private-registries': 'true' });
    expect(await server.asksFor(FUNCTION)).to.equal(200);
  });

  it('leaves the function runner, which would end at them, as it was', async () => {
    const runner = await StandIn.of(scene);
    expect((await runner.says()).flags).to.deep.equal({ functions: '/home/nonroot/functions' });
  });

  it('may copy the Secret by the rights that come with the sync', async () => {
    await (await FunctionPod.start(scene.pods, 'named', 'auth-secret')).runs();
    const as = `system:serviceaccount:${scene.system}:porch-server`;
    expect((await ask(scene.copyPath, { as })).status).to.equal(200);
    expect((await ask(scene.copyPath, { as: `${as}-other` })).status).to.equal(403);
  });

  it("gives the server's own clients Docker's config, with which skopeo reads the registry", async () => {
    const { metadata } = await readyPod(scene.system, 'porch-server');
    const exec = ['kubectl', 'exec', '-n', scene.system, metadata.name, '--', '/nodejs/bin/node'];
    const folder = await configFolder(await scene.node.enter([...exec, '-p', READ_CONFIG]));
    const inspect = ['skopeo', 'inspect', '--raw', '--tls-verify=false', '--authfile'];
    try {
      const read = [...inspect, join(folder, 'config.json'), `docker://${FUNCTION}`];
      expect(await scene.node.inNetwork(read)).to.contain('"schemaVersion":2');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
