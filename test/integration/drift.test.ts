// Whatever happens to the copy and to its place in the list is put right, or told.
import { expect } from 'chai';
import { DOCKER_CONFIG_TYPE, MANAGED_BY, MANAGER } from '../../src/registry/pull-secret.ts';
import { eventually } from './eventually.ts';
import { dockerConfig, NAME, payloadOf, Scene, SERVICE_ACCOUNT } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

const LABELS = { labels: { [MANAGED_BY]: MANAGER } };

describe('drift in a cluster', function () {
  this.timeout(120_000);
  needsCluster();
  let scene: Scene;
  let rotations = 0;
  let text = '';
  before(async function () {
    this.timeout(120_000);
    scene = await Scene.open();
    await scene.start();
  });
  after(() => scene?.close());
  beforeEach(async () => {
    text = dockerConfig(`${++rotations}`); // with a new payload no repair is held back
    await scene.putSource(text);
    await scene.synced(text);
  });
  const uid = async () => (await scene.readTarget())?.metadata.uid;
  const failures = () => scene.sync.metric('pull_secret_sync_passes_total{result="failed"}');

  const inPlace: readonly (readonly [what: string, change: Record<string, unknown>])[] = [
    ['its bytes', { data: payloadOf(dockerConfig('stale')) }],
    ['its keys', { data: { more: 'eA==' } }],
    ['its label', { metadata: { labels: { [MANAGED_BY]: null } } }],
  ];
  for (const [what, change] of inPlace) {
    it(`is undone in place: ${what}`, async () => {
      const before = await uid();
      await scene.put(scene.target, change);
      await scene.synced(text);
      expect(await uid()).to.equal(before);
    });
  }

  it('is undone: the target was deleted', async () => {
    await scene.expect('DELETE', scene.targetPath);
    await scene.synced(text);
  });

  it('is undone: another type under our label, in one pass without a failure', async () => {
    const before = await failures();
    await scene.replaceTarget({
      metadata: { name: NAME, ...LABELS },
      type: 'Opaque',
      data: { a: 'eA==' },
    });
    await scene.synced(text);
    expect(await failures()).to.equal(before);
  });

  it('is undone: made immutable, in one pass without a failure', async () => {
    const before = await failures();
    await scene.put(scene.target, { immutable: true });
    await scene.synced(text);
    expect(await failures()).to.equal(before);
  });

  it('is undone as soon as the finalizer of another lets the target go', async () => {
    const waits = () => scene.sync.metric('pull_secret_sync_passes_total{result="waiting"}');
    const before = await waits();
    const finalizers = ['example.com/hold'];
    await scene.put(scene.target, { immutable: true, metadata: { finalizers } });
    await eventually('it waits', async () => (await waits()) > before);
    await scene.put(scene.target, { metadata: { finalizers: null } });
    await scene.synced(text);
  });

  it("takes over the runner's copy, in place", async () => {
    const stale = { type: DOCKER_CONFIG_TYPE, data: payloadOf(dockerConfig('stale')) };
    await scene.replaceTarget(stale);
    await scene.synced(text);
  });

  it('is undone: the entry of the ServiceAccount, and other entries stay', async () => {
    const path = `/api/v1/namespaces/${scene.target}/serviceaccounts/${SERVICE_ACCOUNT}`;
    await scene.expect('PATCH', path, { imagePullSecrets: [{ name: 'a' }, { name: 'b' }] });
    await scene.synced(text);
    expect(await scene.pullSecrets()).to.deep.equal(['a', 'b', NAME]);
  });

  it('is told, once, of a foreign Secret, which stays until it is taken away', async () => {
    await scene.replaceTarget({ type: 'Opaque', data: { a: 'eA==' } });
    const told = async () =>
      (await scene.events()).filter(({ reason }) => reason === 'TargetForeign');
    const [event] = await eventually('an Event', async () => {
      const events = await told();
      return events.length > 0 && events;
    });
    const sourceUid = (await scene.readSource())?.metadata.uid;
    expect(event).to.deep.include({ type: 'Warning', count: 1 });
    expect(event?.involvedObject.uid).to.equal(sourceUid);
    expect(event?.message).to.contain(`Secret "${scene.target}/${NAME}"`);
    expect(await scene.readTarget()).to.deep.include({ type: 'Opaque', data: { a: 'eA==' } });
    expect(await scene.sync.metric('pull_secret_sync_target_drift')).to.equal(1);

    await scene.expect('DELETE', scene.targetPath);
    await scene.synced(text);
    expect(await told()).to.have.lengthOf(1);
  });

  it('is undone by few writes against a second writer, and right at the end', async () => {
    const writes = () => scene.sync.metric('pull_secret_sync_writes_total');
    const before = await writes();
    const stale = { data: payloadOf(dockerConfig('stale')) };
    const end = Date.now() + 30_000;
    await eventually(
      '30 s have gone by',
      async () => {
        await scene.put(scene.target, stale);
        return Date.now() > end;
      },
      40,
    );
    expect((await writes()) - before).to.be.within(1, 16);
    await scene.synced(text, 65);
  });
});
