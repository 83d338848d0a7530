// The Events of the running sync, under the emitted Role.
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
  const reported = (count: number) =>
    eventually(`${count} Events`, async () => {
      const events = await scene.events();
      return events.length >= count && events;
    });

  it('are created and counted with the rights of the emitted Role', async () => {
    const client = await scene.client();
    try {
      const source = { resource: 'secrets', namespace: scene.source, name: NAME } as const;
      const events = new Events(client, source, systemClock, 'pod-1', 0);
      const finding = warning('source-invalid', 'fix it');
      for (let pass = 0; pass < 3; pass++) {
        expect(await events.write(finding, undefined)).to.equal(undefined);
      }
    } finally {
      client.close();
    }
    expect((await scene.events()).map(({ count }) => count)).to.deep.equal([3]);
  });

  it('report a source that is invalid, fixed, and invalid again', async () => {
    await scene.putSource(INVALID);
    await scene.start();
    await reported(1);
    await scene.putSource(dockerConfig('fixed'));
    await scene.synced(dockerConfig('fixed'));
    await scene.putSource(INVALID);
    const events = await reported(2);
    expect(events.map(({ reason }) => reason)).to.deep.equal(['SourceInvalid', 'SourceInvalid']);
  });

  it('stand on the source as it is now', async () => {
    await scene.putSource(INVALID);
    await scene.start();
    await reported(1);
    const before = (await scene.readSource())?.metadata.uid;
    await scene.expect('DELETE', scene.sourcePath);
    await scene.putSource(INVALID);
    const after = (await scene.readSource())?.metadata.uid;
    const uids = (await reported(2)).map(({ involvedObject }) => involvedObject.uid);
    expect(uids).to.have.members([before, after]);
  });
});
