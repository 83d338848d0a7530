// What the running sync shows of itself, and what it never shows.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { hostname } from 'node:os';
import { expect } from 'chai';
import { checkMetrics, needsPromtool } from '../controller/prometheus.ts';
import { eventually } from './eventually.ts';
import { dockerConfig, type Manifested, payloadOf, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';
import type { SyncProcess } from './sync-process.ts';

const PASSWORD = 'c0rrect-horse';
const SECRETS = [PASSWORD, Buffer.from(`user:${PASSWORD}`).toString('base64')];
const LINE = /^\{"level":"[a-z]+","time":"[^"]+",.*"msg":"[^"]+"\}$/;

/** What the manifest sets for the sync. */
function nodeOptionsOf(objects: readonly Manifested[]): string {
  const pods = objects.flatMap(({ spec }) => (spec ? [spec.template.spec as Pod] : []));
  const variables = pods.flatMap(({ containers }) => containers.flatMap(({ env }) => env));
  return variables.find(({ name }) => name === 'NODE_OPTIONS')?.value ?? '';
}

type Pod = { readonly containers: readonly { readonly env: readonly Variable[] }[] };
type Variable = { readonly name: string; readonly value: string };

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
    await sync.stop();
    const lines = sync.output.trimEnd().split('\n');
    expect(lines.filter(line => !LINE.test(line))).to.deep.equal([]);
    const shown = sync.output + metrics + JSON.stringify(await scene.events());
    for (const secret of SECRETS) expect(shown).to.not.contain(secret);
  });

  describe('for promtool', () => {
    needsPromtool();

    it('has metrics without fault', async () => {
      await scene.putSource(dockerConfig(PASSWORD));
      const sync = await scene.start();
      await scene.synced(dockerConfig(PASSWORD));
      checkMetrics(await sync.metricsText());
    });
  });

  it('has a short line for thousands of invalid entries', async () => {
    const auths = Object.fromEntries(
      Array.from({ length: 15_000 }, (_, entry) => [`host-${entry}`, { auth: '?' }]),
    );
    await scene.putSource(JSON.stringify({ auths }));
    const sync = await scene.start();
    await eventually('an Event', async () => (await scene.eventsOf('SourceInvalid')).length > 0);
    const lengths = sync.output.split('\n').map(line => line.length);
    expect(Math.max(...lengths)).to.be.below(2_000);
  });

  it('opens no inspector, as the manifest has it', async () => {
    const sync = await scene.start({ NODE_OPTIONS: nodeOptionsOf(scene.manifest()) });
    await sync.ready();
    sync.signal('SIGUSR1');
    expect(await sync.probe('/livez')).to.equal(200); // Node answers signals before requests
    await sync.stop();
    expect(sync.output).to.not.contain('Debugger');
  });

  it('names itself in its Events', async () => {
    await scene.putSource('{"auths":{"ghcr.io":{"auth":"?"}}}');
    await scene.start();
    const [event] = await eventually('an Event', async () => {
      const events = await scene.eventsOf('SourceInvalid');
      return events.length > 0 && events;
    });
    expect(event?.source.host).to.equal(hostname());
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

  it('says that its port is taken, and exits with 2', async () => {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const sync: SyncProcess = await scene.start({
      PORT: `${(server.address() as AddressInfo).port}`,
    });
    expect(await sync.exited()).to.equal(2);
    server.close();
    expect(sync.output).to.match(
      /^The sync cannot listen at `PORT` [^\n]+ \(EADDRINUSE\)[^\n]+\n$/m,
    );
    expect(sync.output).to.not.contain('"level":"fatal"');
  });
});
