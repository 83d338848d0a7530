// What a delete must not take away: checked by the API server, since the object can change in between.
import { expect } from 'chai';
import type { ApiCluster } from '../../src/controller/api/api-cluster.ts';
import { NAME, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

const GONE_UID = '00000000-0000-0000-0000-000000000000';
const FOREIGN = { foreign: 'eA==' };

describe('a delete', function () {
  this.timeout(60_000);
  needsCluster();
  let scene: Scene;
  let client: ApiCluster;
  const remove = (uid = '', resourceVersion = '') =>
    client.remove(
      { resource: 'secrets', namespace: scene.target, name: NAME },
      uid,
      resourceVersion,
    );
  before(async function () {
    this.timeout(60_000);
    scene = await Scene.open();
    client = await scene.client();
  });
  beforeEach(() => scene.put(scene.target, { data: FOREIGN }));
  after(async () => {
    client?.close();
    await scene?.close();
  });

  it('spares a Secret that took the place of the one that was read', async () => {
    const { resourceVersion } = (await scene.readTarget())?.metadata ?? {};
    const answer = await remove(GONE_UID, resourceVersion);
    expect(answer).to.have.nested.property('findings[0].kind', 'conflict');
    expect(await scene.readTarget()).to.deep.include({ data: FOREIGN });
  });

  it('spares a Secret that changed after it was read', async () => {
    const { uid } = (await scene.readTarget())?.metadata ?? {};
    const answer = await remove(uid, '1');
    expect(answer).to.have.nested.property('findings[0].kind', 'conflict');
    expect(await scene.readTarget()).to.deep.include({ data: FOREIGN });
  });

  it('takes away the one that was read, and the next request is understood', async () => {
    const { uid, resourceVersion } = (await scene.readTarget())?.metadata ?? {};
    expect(await remove(uid, resourceVersion)).to.have.property('ok', true);
    expect(await scene.readTarget()).to.equal(undefined);
    expect(await remove(uid, resourceVersion)).to.have.nested.property(
      'findings[0].kind',
      'absent',
    );
  });
});
