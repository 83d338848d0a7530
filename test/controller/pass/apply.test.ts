import { expect } from 'chai';
import type { FailureKind } from '../../../src/controller/api/cluster.ts';
import { apply, type Change } from '../../../src/controller/pass/apply.ts';
import { FakeCluster } from '../fake-cluster.ts';
import { REFS, target } from '../samples.ts';

const CREATE: Change = {
  object: 'target',
  verb: 'create',
  body: target(),
  version: undefined,
  why: 'target-missing',
};

describe('a change', () => {
  let cluster: FakeCluster;
  const kindOf = async (change: Change) => {
    const answer = await apply(change, cluster, REFS);
    return answer.ok ? 'done' : answer.findings[0].kind;
  };
  const patchNow = (): Change => {
    const { resourceVersion } = cluster.read(REFS.target)?.metadata ?? {};
    const body = { metadata: { resourceVersion }, data: {} };
    return { ...CREATE, verb: 'patch', body, version: resourceVersion };
  };
  const answer = (kind: FailureKind) => {
    cluster.fault = (_act, verb) => (verb === 'get' ? undefined : { kind, message: '' });
  };
  beforeEach(() => {
    cluster = new FakeCluster();
  });

  it('comes to the version that the object has then', async () => {
    const created = await apply(CREATE, cluster, REFS);
    expect(created).to.have.property('value', cluster.read(REFS.target)?.metadata.resourceVersion);
    const patched = await apply(patchNow(), cluster, REFS);
    expect(patched).to.have.property('value', cluster.read(REFS.target)?.metadata.resourceVersion);
  });

  it('conflicts with what was written or created after it was decided', async () => {
    cluster.put(REFS.target, target());
    const patch = patchNow();
    cluster.put(REFS.target, target());
    expect(await kindOf(patch)).to.equal('conflict');
    expect(await kindOf(CREATE)).to.equal('conflict');
  });

  it('conflicts with a delete', async () => {
    cluster.put(REFS.target, target());
    const patch = patchNow();
    cluster.drop(REFS.target);
    expect(await kindOf(patch)).to.equal('conflict');
  });

  for (const kind of ['conflict', 'absent'] as const) {
    it(`is rejected by the answer ${kind} where the object is as it was read`, async () => {
      cluster.put(REFS.target, target());
      answer(kind);
      expect(await kindOf(patchNow())).to.equal('rejected');
    });
  }

  it('is rejected by a conflict with nothing, and waits for an absent namespace', async () => {
    answer('conflict');
    expect(await kindOf(CREATE)).to.equal('rejected');
    answer('absent');
    expect(await kindOf(CREATE)).to.equal('absent');
  });

  it('keeps any other failure', async () => {
    answer('unavailable');
    expect(await kindOf(CREATE)).to.equal('unavailable');
  });
});
