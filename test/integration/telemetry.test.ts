// What the running controller shows of itself, and what it never shows.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'chai';
import { faultsIn } from '../controller/prometheus.ts';
import { eventually } from './eventually.ts';
import { dockerConfig, payloadOf, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';
import type { SyncProcess } from './sync-process.ts';

const PASSWORD = 'c0rrect-horse';
const SECRETS = [PASSWORD, Buffer.from(`user:${PASSWORD}`).toString('base64')];
const LINE = /^\{"level":"[a-z]+","time":"[^"]+",.*"msg":"[^"]+"\}$/;

describe('the telemetry of the pull-secret sync', function () {
  this.timeout(60_000);
  needsCluster();
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.open();
  });
  afterEach(() => scene.close());

  it('is clean, and holds no credential whatever happens', async () => {
    const sync = await scene.start({ LOG_LEVEL: 'trace' });
    const event = (reason: string) =>
      eventually(reason, async () => (await scene.events()).some(each => each.reason === reason));
    const good = dockerConfig(PASSWORD);
    await scene.putSource(good);
    await scene.synced(good);
    await scene.putSource(good.replace('ghcr.io', `https://${PASSWORD}.io/v2/`));
    await event('RegistryNeverFound');
    await scene.putSource(good.replace('"auth":"', '"auth":"?'));
    await event('SourceInvalid');
    await scene.expect('DELETE', scene.targetPath);
    await scene.putSource(good);
    await scene.synced(good);
    await scene.replaceTarget({ type: 'Opaque', data: payloadOf(good) });
    await event('TargetForeign');
    await scene.revokeTarget();
    await scene.putSource(dockerConfig(`${PASSWORD}!`));
    await event('Forbidden');

    const metrics = await sync.metricsText();
    expect(faultsIn(metrics)).to.deep.equal([]);
    await sync.stop();
    const lines = sync.output.trimEnd().split('\n');
    expect(lines.filter(line => !LINE.test(line))).to.deep.equal([]);
    const shown = sync.output + metrics + JSON.stringify(await scene.events());
    for (const secret of SECRETS) expect(shown).to.not.contain(secret);
  });

  it('holds no credential when the heap is full', async () => {
    const long = (more: string) => dockerConfig(PASSWORD + 'x'.repeat(390_000) + more);
    await scene.putSource(dockerConfig(PASSWORD));
    const env = { NODE_OPTIONS: '--max-old-space-size=14 --max-semi-space-size=1' };
    const sync = await scene.start(env);
    await scene.synced(dockerConfig(PASSWORD));
    const rotate = async () => {
      await scene.putSource(long(`${Date.now()}`));
      return !sync.isRunning;
    };
    await eventually('the heap is full', rotate);
    expect(sync.output).to.contain('heap out of memory');
    for (const secret of SECRETS) expect(sync.output).to.not.contain(secret);
  });

  it('says what is wrong with its environment, and exits with 2', async () => {
    const sync = await scene.start({ PORT: PASSWORD, SECRET_NAME: '' });
    expect(await sync.exited()).to.equal(2);
    expect(sync.output).to.match(/^`SECRET_NAME` [^\n]+\n`PORT` [^\n]+\n$/);
    expect(sync.output).to.not.contain(PASSWORD);
  });

  it('says that the kubeconfig cannot be read, and exits with 2', async () => {
    const sync = await scene.start({ KUBECONFIG: '/nowhere' });
    expect(await sync.exited()).to.equal(2);
    expect(sync.output).to.match(/^`KUBECONFIG` [^\n]+\n$/);
  });

  it('exits with 1 where its port is taken', async () => {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const sync: SyncProcess = await scene.start({
      PORT: `${(server.address() as AddressInfo).port}`,
    });
    expect(await sync.exited()).to.equal(1);
    server.close();
    expect(sync.output).to.contain('"level":"fatal"');
  });
});
