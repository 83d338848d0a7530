// The Events of the running controller, under the emitted Role.
import { expect } from 'chai';
import { systemClock } from '../../src/controller/clock/clock.ts';
import { Events } from '../../src/controller/report/events.ts';
import { warning } from '../../src/findings/finding.ts';
import { eventually } from './eventually.ts';
import { dockerConfig, NAME, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

const INVALID = '{"auths":{"ghcr.io":{"auth":"no login"}}}';

describe('Events in a cluster', function () {
  this.timeout(60_000);
  needsCluster();
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.open();
  });
  afterEach(() => scene.close());
  const told = (count: number) =>
    eventually(`${count} Events`, async () => {
      const events = await scene.events();
      return events.length >= count && events;
    });

  it('are created and counted with the rights of the emitted Role', async () => {
    const client = await scene.client();
    try {
      const source = { resource: 'secrets', namespace: scene.source, name: NAME } as const;
      const events = new Events(client, source, systemClock, 0);
      const finding = warning('source-invalid', 'fix it');
      for (let pass = 0; pass < 3; pass++) {
        expect(await events.write(finding, undefined)).to.equal(undefined);
      }
    } finally {
      client.close();
    }
    expect((await scene.events()).map(({ count }) => count)).to.deep.equal([3]);
  });

  it('tell of a source that is invalid, mended, and invalid again', async () => {
    await scene.putSource(INVALID);
    await scene.start();
    await told(1);
    await scene.putSource(dockerConfig('mended'));
    await scene.synced(dockerConfig('mended'));
    await scene.putSource(INVALID);
    const events = await told(2);
    expect(events.map(({ reason }) => reason)).to.deep.equal(['SourceInvalid', 'SourceInvalid']);
  });

  it('stand on the source as it is now', async () => {
    await scene.putSource(INVALID);
    await scene.start();
    await told(1);
    const before = (await scene.readSource())?.metadata.uid;
    await scene.expect('DELETE', scene.sourcePath);
    await scene.putSource(INVALID);
    const after = (await scene.readSource())?.metadata.uid;
    const uids = (await told(2)).map(({ involvedObject }) => involvedObject.uid);
    expect(uids).to.have.members([before, after]);
  });
});
