import { expect } from 'chai';
import fc from 'fast-check';
import type { Failure, FailureKind } from '../../../src/controller/api/cluster.ts';
import type { Secret } from '../../../src/controller/api/objects.ts';
import { Pace } from '../../../src/controller/clock/backoff.ts';
import { type Means, reconcile } from '../../../src/controller/pass/reconcile.ts';
import { REFRESHED, type Runner } from '../../../src/controller/pass/refresh.ts';
import { DOCKER_CONFIG_KEY } from '../../../src/registry/pull-secret.ts';
import { FakeClock } from '../fake-clock.ts';
import { FakeCluster } from '../fake-cluster.ts';
import {
  codesOf,
  configText,
  PAYLOAD,
  REFS,
  serviceAccount,
  source,
  target,
  unlabelled,
} from '../samples.ts';

const CREATED = 'create Secret "porch-fn-system/auth-secret"';
const PATCHED = 'patch Secret "porch-fn-system/auth-secret"';
const LISTED = 'patch ServiceAccount "porch-fn-system/default"';

describe('a pass', () => {
  let cluster: FakeCluster;
  let clock: FakeClock;
  let paces: Means['paces'];
  let runner: Runner | undefined;
  const pass = () => reconcile({ cluster, refs: REFS, paces, clock, runner });
  const pacesOf = (random: number) => ({
    target: new Pace(() => random, 0),
    serviceAccount: new Pace(() => random, 0),
  });
  const failOn = (act: string, kind: FailureKind) => {
    cluster.fault = tried => (tried === act ? { kind, message: `${act}: 4xx` } : undefined);
  };
  beforeEach(() => {
    cluster = new FakeCluster();
    clock = new FakeClock();
    paces = pacesOf(0.5);
    runner = undefined;
    cluster.put(REFS.source, source());
    cluster.put(REFS.serviceAccount, serviceAccount('other'));
  });

  it('makes the target and lists it, and the next has nothing to do', async () => {
    const { writes, ...outcome } = await pass();
    expect(outcome).to.deep.equal({
      result: 'written',
      findings: [],
      drift: false,
      payload: PAYLOAD,
      sourceUid: 'source-uid',
      versions: { source: '1', target: '3', serviceAccount: '4' },
      waits: {},
      isRotating: false,
    });
    expect(codesOf(writes)).to.deep.equal(['target-missing', 'service-account-unlisted']);
    expect(cluster.writes).to.deep.equal([CREATED, LISTED]);
    expect(await pass()).to.include({ result: 'synced' });
    expect(cluster.writes).to.have.lengthOf(2);
  });

  it('follows the source in place', async () => {
    await pass();
    const uid = cluster.read(REFS.target)?.metadata.uid;
    cluster.put(REFS.source, source(configText('next')));
    expect(codesOf((await pass()).writes)).to.deep.equal(['target-differs']);
    expect(cluster.read(REFS.target)).to.have.nested.property('metadata.uid', uid);
  });

  it('reads the source last, so that the copy never goes back', async () => {
    const read: string[] = [];
    cluster.fault = (act, verb) => {
      if (verb === 'get') read.push(act);
      return undefined;
    };
    const { get } = cluster;
    cluster.get = async ref => {
      const answer = await get.call(cluster, ref);
      if (ref === REFS.target) cluster.put(REFS.source, source(configText('later')));
      return answer as never;
    };
    await pass();
    expect(read.at(2)).to.equal('get Secret "porch-system/auth-secret"');
    expect(cluster.read(REFS.target)?.data).to.deep.equal(source(configText('later')).data);
  });

  it('holds back the second repair of one payload', async () => {
    const undo = () =>
      cluster.put(REFS.target, unlabelled({ data: { [DOCKER_CONFIG_KEY]: 'e30=' } }));
    await pass();
    undo();
    expect((await pass()).result).to.equal('written');
    undo();
    expect(await pass()).to.deep.include({
      result: 'contested',
      writes: [],
      waits: { target: 500 },
      drift: true,
    });
    await clock.advance(500);
    expect((await pass()).result).to.equal('written');
  });

  it('makes a deleted copy at once while the list is contested', async () => {
    await pass();
    for (let undone = 0; undone < 2; undone++) {
      cluster.put(REFS.serviceAccount, serviceAccount('other'));
      await pass();
    }
    cluster.drop(REFS.target);
    const { result, writes, waits } = await pass();
    expect({ result, waits }).to.deep.equal({
      result: 'contested',
      waits: { serviceAccount: 500 },
    });
    expect(codesOf(writes)).to.deep.equal(['target-missing']);
  });

  it('reports a contest that lasts for minutes, until it is over', async () => {
    const undo = () => cluster.put(REFS.serviceAccount, serviceAccount('other'));
    const codes: unknown[] = [];
    for (let minute = 0; minute < 4; minute++) {
      undo();
      codes.push(codesOf((await pass()).findings));
      await clock.advance(60_000);
    }
    expect(codes).to.deep.equal([[], [], [], ['service-account-contested']]);
    await clock.advance(60_000);
    expect((await pass()).findings).to.deep.equal([]);
  });

  it('is a conflict where the target changed after it was read', async () => {
    cluster.put(REFS.target, target({ data: {} }));
    cluster.fault = (_act, verb, ref) => {
      if (verb === 'patch') cluster.put(ref, target({ data: {} }));
      return undefined;
    };
    expect(await pass()).to.deep.include({ result: 'conflict', drift: true, findings: [] });
  });

  it('is a conflict where the target went after it was read', async () => {
    cluster.put(REFS.target, target({ data: {} }));
    cluster.fault = (_act, verb, ref) => {
      if (verb === 'patch') cluster.drop(ref);
      return undefined;
    };
    expect((await pass()).result).to.equal('conflict');
  });

  for (const kind of ['conflict', 'absent'] as const) {
    it(`is refused where the answer is ${kind}, and the target still as it was read`, async () => {
      cluster.put(REFS.target, target({ data: {} }));
      failOn(PATCHED, kind);
      const { result, findings } = await pass();
      expect(result).to.equal('failed');
      expect(codesOf(findings)).to.deep.equal(['rejected']);
    });
  }

  it('is refused where a create conflicts with nothing', async () => {
    failOn(CREATED, 'conflict');
    expect((await pass()).result).to.equal('failed');
  });

  it('waits for the namespace', async () => {
    failOn(CREATED, 'absent');
    const { result, drift, findings } = await pass();
    expect({ result, drift }).to.deep.equal({ result: 'waiting', drift: true });
    expect(codesOf(findings)).to.deep.equal(['namespace-missing']);
  });

  it('says what to do about a 403', async () => {
    failOn('get Secret "porch-fn-system/auth-secret"', 'denied');
    const { findings, ...outcome } = await pass();
    expect(outcome).to.deep.equal({
      result: 'failed',
      writes: [],
      failure: { kind: 'denied', message: 'get Secret "porch-fn-system/auth-secret": 4xx' },
      sourceUid: 'source-uid',
    });
    expect(codesOf(findings)).to.deep.equal(['forbidden']);
  });

  it('knows no source where that one cannot be read', async () => {
    failOn('get Secret "porch-system/auth-secret"', 'denied');
    expect(await pass()).to.not.have.property('sourceUid');
  });

  it('says what to do about a 401', async () => {
    failOn('get Secret "porch-fn-system/auth-secret"', 'unauthenticated');
    expect(codesOf((await pass()).findings)).to.deep.equal(['unauthorized']);
  });

  it('waits while the namespace is being deleted', async () => {
    failOn(CREATED, 'terminating');
    const { result, findings } = await pass();
    expect(result).to.equal('waiting');
    expect(codesOf(findings)).to.deep.equal(['namespace-terminating']);
  });

  it('says what to do about a write that is not accepted', async () => {
    failOn(CREATED, 'rejected');
    expect(codesOf((await pass()).findings)).to.deep.equal(['rejected']);
  });

  for (const kind of ['unavailable', 'unreachable'] as const) {
    it(`reports a write that is ${kind}, but no read`, async () => {
      failOn(CREATED, kind);
      expect(codesOf((await pass()).findings)).to.deep.equal(['write-failing']);
      failOn('get Secret "porch-fn-system/auth-secret"', kind);
      expect((await pass()).findings).to.deep.equal([]);
    });
  }

  describe('with the function runner to be refreshed', () => {
    const POD = { resource: 'pods', namespace: 'porch-system', name: 'runner-1' } as const;
    const refreshes = () =>
      cluster.writes.filter(act => act === 'patch Pod "porch-system/runner-1"');
    beforeEach(async () => {
      runner = { namespace: 'porch-system', selector: 'app=function-runner' };
      cluster.podNames = ['runner-1'];
      cluster.put(POD, {});
      await pass();
    });

    it('writes one annotation of its pods after each new payload, and no other', async () => {
      expect(refreshes()).to.have.lengthOf(1);
      expect(cluster.read(POD)?.metadata).to.have.property('annotations').with.keys(REFRESHED);
      await pass();
      cluster.put(REFS.target, unlabelled({ data: { [DOCKER_CONFIG_KEY]: 'e30=' } }));
      expect((await pass()).result).to.equal('written');
      expect(refreshes()).to.have.lengthOf(1);
      cluster.put(REFS.source, source(configText('next')));
      await pass();
      expect(refreshes()).to.have.lengthOf(2);
    });

    it('goes on where nobody answers within 2 s, and says so', async () => {
      cluster.pods = () => new Promise(() => {});
      cluster.put(REFS.source, source(configText('next')));
      const passing = pass();
      await clock.advance(1_999);
      await clock.advance(1);
      const { result, findings } = await passing;
      expect(result).to.equal('written');
      expect(codesOf(findings)).to.deep.equal(['runner-not-refreshed']);
      expect(findings[0]?.message).to.match(
        /^refresh the function runner: no answer within 2 s\. /,
      );
    });

    it('goes on where it may not, and says so', async () => {
      failOn('list pods of "porch-system"', 'denied');
      cluster.put(REFS.source, source(configText('next')));
      const { result, findings } = await pass();
      expect(result).to.equal('written');
      expect(codesOf(findings)).to.deep.equal(['runner-not-refreshed']);
    });
  });

  it('keeps what was done before a failure', async () => {
    failOn(LISTED, 'unavailable');
    const { result, drift, writes, isPartial } = await pass();
    expect({ result, drift, isPartial }).to.deep.equal({
      result: 'failed',
      drift: false,
      isPartial: true,
    });
    expect(codesOf(writes)).to.deep.equal(['target-missing']);
  });

  it('makes the copy though the ServiceAccount may not be read, and says what is missing', async () => {
    failOn('get ServiceAccount "porch-fn-system/default"', 'denied');
    const { result, drift, writes, findings, isPartial } = await pass();
    expect({ result, drift, isPartial }).to.deep.equal({
      result: 'failed',
      drift: false,
      isPartial: true,
    });
    expect(codesOf(writes)).to.deep.equal(['target-missing']);
    expect(codesOf(findings)).to.deep.equal(['forbidden']);
  });

  it('fails as a whole where the target cannot be written', async () => {
    failOn(CREATED, 'denied');
    expect(await pass()).to.include({ result: 'failed', isPartial: false });
  });

  const secrets = fc.constantFrom<Secret | undefined>(
    undefined,
    target(),
    target({ data: {} }),
    target({ type: 'Opaque' }),
    target({ immutable: true }),
    unlabelled(),
    unlabelled({ data: { [DOCKER_CONFIG_KEY]: 'e30=' } }),
    unlabelled({ type: 'Opaque' }),
  );
  const failures = fc.array(
    fc.constantFrom<FailureKind | 'none'>('unreachable', 'conflict', 'none'),
  );

  it('converges from any state over any faults, and never leaves a partial target', () =>
    fc.assert(
      fc.asyncProperty(secrets, failures, async (initial, kinds) => {
        cluster = new FakeCluster();
        paces = pacesOf(0);
        cluster.put(REFS.source, source());
        cluster.put(REFS.serviceAccount, serviceAccount());
        if (initial) cluster.put(REFS.target, initial);
        const queue = [...kinds];
        cluster.fault = (_act, verb): Failure | undefined => {
          const kind = verb === 'get' ? 'none' : (queue.shift() ?? 'none');
          return kind === 'none' ? undefined : { kind, message: '' };
        };
        const isLeft = initial?.type === 'Opaque' || initial?.immutable === true;
        for (let passes = 0; passes <= kinds.length; passes++) {
          const { data } = cluster.read(REFS.target) ?? {};
          expect([undefined, initial?.data?.[DOCKER_CONFIG_KEY], PAYLOAD]).to.include(
            data?.[DOCKER_CONFIG_KEY],
          );
          await pass();
        }
        const writes = cluster.writes.length;
        const last = await pass();
        expect(last.result).to.equal(isLeft ? 'refused' : 'synced');
        expect(cluster.writes).to.have.lengthOf(writes);
      }),
    ));
});
