// As in a pod: the address from the environment, the CA and the token from mounted files.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import { expect } from 'chai';
import { ApiCluster } from '../../src/controller/api/api-cluster.ts';
import { connect } from '../../src/controller/api/connection.ts';
import { NAME, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

const HOST = 'KUBERNETES_SERVICE_HOST';
const PORT = 'KUBERNETES_SERVICE_PORT';
/** The kubelet renews the file long before its token is of no use; clients look each minute. */
const MINUTE_MS = 60_000;

describe('the connection of a pod', function () {
  this.timeout(60_000);
  needsCluster();
  const earlier = { [HOST]: process.env[HOST], [PORT]: process.env[PORT] };
  let scene: Scene;
  let root: string;
  let client: ApiCluster | undefined;
  const writeToken = (token: string) =>
    writeFileSync(join(root, 'var/run/secrets/kubernetes.io/serviceaccount/token'), token);
  const kind = async () => {
    const ref = { resource: 'secrets', namespace: scene.source, name: NAME } as const;
    const answer = await client?.get(ref);
    return answer?.ok === false ? answer.findings[0].kind : 'answered';
  };
  before(async function () {
    this.timeout(60_000);
    scene = await Scene.open();
    root = mkdtempSync(join(tmpdir(), 'pod-'));
    const folder = join(root, 'var/run/secrets/kubernetes.io/serviceaccount');
    mkdirSync(folder, { recursive: true });
    cpSync(scene.cluster.caPath, join(folder, 'ca.crt'));
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
  afterEach(() => {
    mock.timers.reset();
    client?.close();
  });

  it('reads the token from its file, and again when it was renewed', async () => {
    writeToken('expired');
    const connection = connect(undefined, root);
    if (!connection.ok) throw new Error('no connection');
    client = new ApiCluster(connection.value);
    expect(await kind()).to.equal('unauthenticated');
    writeToken(await scene.token());
    mock.timers.enable({ apis: ['Date'], now: Date.now() + MINUTE_MS + 1_000 });
    expect(await kind()).to.equal('answered');
  });

  it('tells that there is no token', async () => {
    rmSync(join(root, 'var/run/secrets/kubernetes.io/serviceaccount/token'), { force: true });
    const connection = connect(undefined, root);
    if (!connection.ok) throw new Error('no connection');
    client = new ApiCluster(connection.value);
    expect(await kind()).to.equal('unreachable');
  });
});
