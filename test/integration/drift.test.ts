// Whatever happens to the copy and to its place in the list is put right, or reported.
import { expect } from 'chai';
import {
  DOCKER_CONFIG_TYPE,
  MANAGED_BY,
  MANAGER,
  PART_ANNOTATION,
} from '../../src/registry/pull-secret.ts';
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

  const inPlace: readonly (readonly [what: string, change: Record<string, unknown>])[] = [
    ['its bytes', { data: payloadOf(dockerConfig('stale')) }],
    ['its keys', { data: { more: 'eA==' } }],
    [
      'its label and annotation',
      { metadata: { labels: { [MANAGED_BY]: null }, annotations: { [PART_ANNOTATION]: null } } },
    ],
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

  const left: readonly (readonly [what: string, make: () => Promise<void>])[] = [
    [
      'another type under our label',
      () => {
        const metadata = { name: NAME, ...LABELS };
        return scene.replaceTarget({ metadata, type: 'Opaque', data: { a: 'eA==' } });
      },
    ],
    ['made immutable', () => scene.put(scene.target, { immutable: true })],
  ];
  for (const [what, make] of left) {
    it(`is left to a user, and undone once he deletes the copy: ${what}`, async () => {
      const before = (await scene.eventsOf('TargetUnchangeable')).length;
      await make();
      await eventually(
        'an Event',
        async () => (await scene.eventsOf('TargetUnchangeable')).length > before,
      );
      await scene.expect('DELETE', scene.targetPath);
      await scene.synced(text);
    });
  }

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

  it('is reported, once, for a foreign Secret, which stays until a user deletes it', async () => {
    await scene.replaceTarget({ type: 'Opaque', data: { a: 'eA==' } });
    const reported = () => scene.eventsOf('TargetForeign');
    const [event] = await eventually('an Event', async () => {
      const events = await reported();
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
    expect(await reported()).to.have.lengthOf(1);
  });

  it('is undone by few writes against a second writer of the list, which holds up nothing else', async () => {
    const path = `/api/v1/namespaces/${scene.target}/serviceaccounts/${SERVICE_ACCOUNT}`;
    const writes = () => scene.sync.metric('pull_secret_sync_writes_total');
    const contested = () => scene.sync.metric('pull_secret_sync_passes_total{result="contested"}');
    const before = await writes();
    for (let round = 0; round < 400; round++) {
      await scene.expect('PATCH', path, { imagePullSecrets: [{ name: 'other' }] });
    }
    expect(await contested()).to.be.above(0);
    expect((await writes()) - before).to.be.within(1, 8);
    await scene.expect('DELETE', scene.targetPath);
    await eventually('the copy is there', async () => (await scene.readTarget()) !== undefined, 2);
    await scene.synced(text, 65);
  });
});
