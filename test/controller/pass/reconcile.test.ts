import { expect } from 'chai';
import fc from 'fast-check';
import type { Failure, FailureKind } from '../../../src/controller/api/cluster.ts';
import type { Secret } from '../../../src/controller/api/objects.ts';
import { Pace } from '../../../src/controller/clock/backoff.ts';
import { reconcile } from '../../../src/controller/pass/reconcile.ts';
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
const UPDATED = 'update Secret "porch-fn-system/auth-secret"';
const DELETED = 'delete Secret "porch-fn-system/auth-secret"';
const LISTED = 'update ServiceAccount "porch-fn-system/default"';

describe('a pass', () => {
  let cluster: FakeCluster;
  let clock: FakeClock;
  let pace: Pace;
  const pass = () => reconcile({ cluster, refs: REFS, pace, clock });
  const failOn = (act: string, kind: FailureKind) => {
    cluster.fault = tried => (tried === act ? { kind, message: `${act}: 4xx` } : undefined);
  };
  beforeEach(() => {
    cluster = new FakeCluster();
    clock = new FakeClock();
    pace = new Pace(() => 0.5);
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

  it('replaces what cannot be changed in place', async () => {
    cluster.put(REFS.target, target({ immutable: true }));
    const { result, writes } = await pass();
    expect(result).to.equal('written');
    expect(codesOf(writes)[0]).to.equal('target-immutable');
    expect(cluster.writes).to.deep.equal([DELETED, CREATED, LISTED]);
    expect(cluster.read(REFS.target)).to.not.have.property('immutable');
  });

  it('holds back the second repair of one payload', async () => {
    cluster.put(REFS.target, target());
    const undo = () =>
      cluster.put(REFS.target, unlabelled({ data: { [DOCKER_CONFIG_KEY]: 'e30=' } }));
    await pass();
    undo();
    expect((await pass()).result).to.equal('written');
    undo();
    expect(await pass()).to.deep.include({
      result: 'contested',
      writes: [],
      waitMs: 500,
      drift: true,
    });
    await clock.advance(500);
    expect((await pass()).result).to.equal('written');
  });

  it('is a conflict where the target changed after it was read', async () => {
    cluster.put(REFS.target, target({ data: {} }));
    cluster.fault = (_act, verb, ref) => {
      if (verb === 'update') cluster.put(ref, target({ data: {} }));
      return undefined;
    };
    expect(await pass()).to.deep.include({ result: 'conflict', drift: true, findings: [] });
  });

  it('is a conflict where the target went after it was read', async () => {
    cluster.put(REFS.target, target({ data: {} }));
    failOn(UPDATED, 'absent');
    expect((await pass()).result).to.equal('conflict');
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

  it('tells of the delete where the create of a replacement fails', async () => {
    cluster.put(REFS.target, target({ immutable: true }));
    failOn(CREATED, 'unavailable');
    const { result, drift, writes } = await pass();
    expect({ result, drift }).to.deep.equal({ result: 'failed', drift: true });
    expect(codesOf(writes)).to.deep.equal(['target-immutable']);
    cluster.fault = () => undefined;
    expect(codesOf((await pass()).writes)[0]).to.equal('target-missing');
  });

  it('says what to do about a write that is not accepted', async () => {
    failOn(CREATED, 'rejected');
    expect(codesOf((await pass()).findings)).to.deep.equal(['rejected']);
  });

  it('keeps what was done before a failure', async () => {
    failOn(LISTED, 'unavailable');
    const { result, drift, writes } = await pass();
    expect({ result, drift }).to.deep.equal({ result: 'failed', drift: false });
    expect(codesOf(writes)).to.deep.equal(['target-missing']);
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
        pace = new Pace(() => 0);
        cluster.put(REFS.source, source());
        cluster.put(REFS.serviceAccount, serviceAccount());
        if (initial) cluster.put(REFS.target, initial);
        const queue = [...kinds];
        cluster.fault = (_act, verb): Failure | undefined => {
          const kind = verb === 'get' ? 'none' : (queue.shift() ?? 'none');
          return kind === 'none' ? undefined : { kind, message: '' };
        };
        const isForeign =
          initial !== undefined &&
          initial.type === 'Opaque' &&
          !initial.metadata.labels?.['app.kubernetes.io/managed-by'];
        for (let passes = 0; passes <= kinds.length; passes++) {
          const { data } = cluster.read(REFS.target) ?? {};
          expect([undefined, initial?.data?.[DOCKER_CONFIG_KEY], PAYLOAD]).to.include(
            data?.[DOCKER_CONFIG_KEY],
          );
          await pass();
        }
        const writes = cluster.writes.length;
        const last = await pass();
        expect(last.result).to.equal(isForeign ? 'refused' : 'synced');
        expect(cluster.writes).to.have.lengthOf(writes);
      }),
    ));
});
