// As in a pod: the address from the environment, the CA and the token from mounted files.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import { expect } from 'chai';
import { ApiCluster } from '../../src/controller/api/api-cluster.ts';
import type { Failure } from '../../src/controller/api/cluster.ts';
import { connect } from '../../src/controller/api/connection.ts';
import { NAME, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

const HOST = 'KUBERNETES_SERVICE_HOST';
const PORT = 'KUBERNETES_SERVICE_PORT';

describe('the connection of a pod', function () {
  this.timeout(60_000);
  needsCluster();
  const earlier = { [HOST]: process.env[HOST], [PORT]: process.env[PORT] };
  let scene: Scene;
  let root: string;
  let folder: string;
  let client: ApiCluster | undefined;
  const writeToken = (token: string) => writeFileSync(join(folder, 'token'), token);
  const inPod = (): ApiCluster => {
    const connection = connect(undefined, root);
    if (!connection.ok) throw new Error('no connection');
    client = new ApiCluster(connection.value);
    return client;
  };
  const failureOf = async (cluster: ApiCluster): Promise<Failure | undefined> => {
    const answer = await cluster.get({ resource: 'secrets', namespace: scene.source, name: NAME });
    return answer.ok ? undefined : answer.findings[0];
  };
  before(async function () {
    this.timeout(60_000);
    scene = await Scene.open();
    root = mkdtempSync(join(tmpdir(), 'pod-'));
    folder = join(root, 'var/run/secrets/kubernetes.io/serviceaccount');
    mkdirSync(folder, { recursive: true });
    const { hostname, port } = new URL(scene.cluster.url);
    Object.assign(process.env, { [HOST]: hostname, [PORT]: port });
  });
  after(async () => {
    for (const [name, value] of Object.entries(earlier)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    if (root) rmSync(root, { recursive: true });
    await scene?.close();
  });
  beforeEach(() => cpSync(scene.cluster.caPath, join(folder, 'ca.crt')));
  afterEach(() => {
    mock.timers.reset();
    client?.close();
  });

  it('reads the token again for every request, wherever the clock is set', async () => {
    writeToken('expired');
    const cluster = inPod();
    expect(await failureOf(cluster)).to.have.property('kind', 'unauthenticated');
    writeToken(await scene.token());
    expect(await failureOf(cluster)).to.equal(undefined);
    writeToken('revoked');
    mock.timers.enable({ apis: ['Date'], now: 0 });
    expect(await failureOf(cluster)).to.have.property('kind', 'unauthenticated');
  });

  for (const file of ['token', 'ca.crt']) {
    it(`names the file that is missing: ${file}`, async () => {
      writeToken(await scene.token());
      rmSync(join(folder, file));
      const failure = await failureOf(inPod());
      expect(failure).to.have.property('kind', 'unmounted');
      expect(failure?.message).to.contain(`cannot read \`${join(folder, file)}\` (ENOENT)`);
    });
  }
});
