// Real faults: after each the copy is right again, in the same process, live throughout.
import { expect } from 'chai';
import { eventually } from './eventually.ts';
import { Probes } from './probes.ts';
import { Relay } from './relay.ts';
import { dockerConfig, NAME, payloadOf, Scene, SERVICE_ACCOUNT } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

const OLD = dockerConfig('old');
const NEW = dockerConfig('new');
const RESTARTS = 'pull_secret_sync_watch_restarts_total{watch="source"}';

describe('faults of a cluster', function () {
  this.timeout(120_000);
  needsCluster();
  let scene: Scene;
  let relay: Relay | undefined;
  let probes: Probes;
  /** With the old source copied. */
  const startSynced = async (env = {}) => {
    await scene.putSource(OLD);
    await scene.start(env, relay?.url);
    await scene.synced(OLD);
    await scene.sync.ready();
    probes = new Probes(scene.sync);
  };
  const relayed = async () => {
    relay = await Relay.start(scene.cluster);
    return relay;
  };
  const watching = (count: number) =>
    eventually(`${count} watches are open`, async () => relay?.openWatches === count);
  beforeEach(async () => {
    scene = await Scene.open();
  });
  afterEach(async () => {
    probes?.stop();
    await scene.close();
    relay?.stop();
    relay = undefined;
  });

  it('recovers from watches that are cut', async () => {
    const { cutWatches } = await relayed();
    await startSynced();
    await watching(3);
    cutWatches();
    await scene.putSource(NEW);
    await scene.synced(NEW);
    await watching(3);
    expect(await scene.sync.metric(RESTARTS)).to.equal(1);
    await probes.expectHealthy();
  });

  it('heals by the resync what a silent watch does not tell', async () => {
    const { silenceWatches } = await relayed();
    await startSynced({ RESYNC_SECONDS: '2' });
    await watching(3);
    silenceWatches();
    await scene.putSource(NEW);
    await scene.synced(NEW);
    expect(await scene.sync.metric(RESTARTS)).to.equal(0);
  });

  it('begins its watches anew where their history was compacted away', async () => {
    const { silenceWatches, endWatches } = await relayed();
    await startSynced();
    await watching(3);
    silenceWatches();
    for (let more = 0; more < 20; more++) {
      await scene.put(scene.source, {
        metadata: { name: 'other' },
        data: { more: btoa(`${more}`) },
      });
    }
    await scene.cluster.stopApiServer('SIGTERM');
    await scene.cluster.compact();
    await scene.cluster.startApiServer(); // its watch cache knows nothing of what was before
    await scene.putSource(NEW);
    endWatches();
    await scene.synced(NEW);
    await eventually('a watch gets 410', async () => scene.sync.output.includes(': 410 '));
    await probes.expectHealthy();
  });

  it('gets through 200 conflicts in a row', async () => {
    const gate = await relayed();
    await startSynced();
    let conflicts = 0;
    gate.before = async ({ method, path }) => {
      if (method !== 'PATCH' || path !== scene.targetPath || conflicts === 200) return undefined;
      conflicts++;
      await scene.put(scene.target, { metadata: { annotations: { touched: `${conflicts}` } } });
      return undefined;
    };
    await scene.putSource(NEW);
    await scene.synced(NEW, 60);
    expect(conflicts).to.equal(200);
    expect(await scene.sync.metric('pull_secret_sync_passes_total{result="conflict"}')).to.equal(
      200,
    );
    await probes.expectHealthy();
  });

  it('never takes the copy back to an earlier source', async () => {
    const gate = await relayed();
    await startSynced();
    const writes = () => scene.sync.metric('pull_secret_sync_writes_total');
    const written = await writes();
    let release = () => {};
    const arrived = new Promise<void>(arrive => {
      gate.before = async ({ path, isWatch }) => {
        if (isWatch || path !== scene.targetPath) return undefined;
        arrive();
        await new Promise<void>(go => {
          release = go;
        });
        return undefined;
      };
    });
    await scene.putSource(dockerConfig('between'));
    await arrived; // it reads: another replica is faster, twice
    await scene.putSource(NEW);
    await scene.put(scene.target, { data: payloadOf(NEW) });
    gate.before = async () => undefined;
    release();
    const synced = 'pull_secret_sync_passes_total{result="synced"}';
    const before = await scene.sync.metric(synced);
    await eventually('its pass is over', async () => (await scene.sync.metric(synced)) > before);
    expect(await writes()).to.equal(written);
    expect(await scene.isSynced(NEW)).to.equal(true);
  });

  it('does not know of a drift while it may not read the target', async () => {
    const drift = () => scene.sync.metric('pull_secret_sync_target_drift');
    await startSynced();
    expect(await drift()).to.equal(0);
    await scene.revokeTarget();
    await scene.putSource(NEW);
    await eventually('the drift is unknown', async () => Number.isNaN(await drift()));
    await scene.grantTarget();
    await scene.synced(NEW, 30);
    await eventually('the drift is known', async () => (await drift()) === 0);
  });

  it('copies, and repairs at once, while it has no rights on the ServiceAccount', async () => {
    const role = `/apis/rbac.authorization.k8s.io/v1/namespaces/${scene.target}/roles/function-runner-pull-secret-sync-target`;
    const { body } = await scene.cluster.request<{ rules: { resources: string[] }[] }>('GET', role);
    const rules = body.rules.filter(({ resources }) => !resources.includes('serviceaccounts'));
    expect(rules).to.have.lengthOf(body.rules.length - 1);
    await scene.expect('PATCH', role, { rules });
    await scene.putSource(OLD);
    await scene.start();
    const holds = (text: string) => eventually('the copy', () => scene.holds(text), 5);
    await eventually('the first copy', () => scene.holds(OLD));
    await eventually('an Event', async () => (await scene.eventsOf('Forbidden')).length > 0);
    await scene.putSource(NEW);
    await holds(NEW);
    for (let write = 0; write < 5; write++) {
      await scene.put(scene.target, { data: payloadOf(OLD) });
      await holds(NEW);
    }
    expect(await scene.pullSecrets()).to.deep.equal([]);
    await scene.expect('PATCH', role, { rules: body.rules });
    await scene.synced(NEW, 65);
  });

  it('follows rotations at once though no Event is answered', async () => {
    const gate = await relayed();
    const asked = new Promise<void>(ask => {
      gate.before = async ({ path }) => {
        if (!path.endsWith('/events')) return undefined;
        ask();
        return new Promise(() => {});
      };
    });
    await scene.putSource(OLD.replace('ghcr.io', 'https://ghcr.io/v2/')); // a matter for an Event
    await scene.start({}, gate.url);
    await asked;
    for (const password of ['a', 'b', 'c']) {
      const text = dockerConfig(password).replace('ghcr.io', 'https://ghcr.io/v2/');
      await scene.putSource(text);
      await scene.synced(text, 5);
    }
  });

  it('keeps a copy with logins from a source without any', async () => {
    await startSynced();
    await scene.putSource('{"auths":{}}');
    await eventually('an Event', async () => (await scene.eventsOf('SourceEmpty')).length === 1);
    expect(await scene.isSynced(OLD)).to.equal(true);
    await scene.putSource(NEW);
    await scene.synced(NEW);
  });

  it('waits as long as a 429 asks', async () => {
    const gate = await relayed();
    await startSynced();
    let since: number | undefined;
    let waited = 0;
    gate.before = async ({ isWatch }) => {
      if (isWatch || waited > 0) return undefined;
      since ??= Date.now();
      if (Date.now() - since < 500) return 2; // all reads of the one pass
      waited = Date.now() - since;
      return undefined;
    };
    await scene.putSource(NEW);
    await scene.synced(NEW);
    expect(waited).to.be.at.least(2_000);
    await probes.expectHealthy();
  });

  it('waits while its rights are revoked, and says so', async () => {
    await startSynced();
    await scene.revokeTarget();
    await eventually('a pass fails', async () => {
      await scene.putSource(NEW);
      return (await scene.sync.metric('pull_secret_sync_passes_total{result="failed"}')) > 0;
    });
    await eventually('an Event', async () =>
      (await scene.events()).some(({ reason }) => reason === 'Forbidden'),
    );
    await probes.expectHealthy();
    await scene.grantTarget();
    await scene.synced(NEW, 30);
  });

  it('keeps the last good copy while the source is invalid or gone, and follows it again', async () => {
    await startSynced();
    const invalids = (count: number) =>
      eventually(
        `${count} Events`,
        async () => (await scene.eventsOf('SourceInvalid')).length === count,
      );
    const invalid = JSON.stringify({ auths: { 'ghcr.io': { auth: 'not base64 of a login' } } });
    await scene.putSource(invalid);
    await invalids(1);
    await scene.expect('DELETE', scene.sourcePath);
    const waits = 'pull_secret_sync_passes_total{result="waiting"}';
    await eventually('the source is waited for', async () => (await scene.sync.metric(waits)) > 0);
    expect(await scene.isSynced(OLD)).to.equal(true);
    await scene.put(scene.source, { type: 'Opaque', data: payloadOf('{"auths') });
    await invalids(2);
    expect(await scene.isSynced(OLD)).to.equal(true);
    await scene.put(scene.source, { data: payloadOf(NEW) });
    await scene.synced(NEW);
    await probes.expectHealthy();
  });

  it('copies what the API server takes, to the last byte', async () => {
    await startSynced();
    const sized = (bytes: number) => OLD.replace('{', `{${' '.repeat(bytes - OLD.length)}`);
    const limit = 1024 * 1024;
    await scene.putSource(sized(limit));
    await scene.synced(sized(limit));
    const refusal = await scene.putSource(sized(limit + 1)).catch(error => error);
    expect(refusal).to.be.an('error');
    expect(await scene.isSynced(sized(limit))).to.equal(true);
    await scene.putSource(NEW);
    await scene.synced(NEW);
  });

  it('waits for a namespace that comes later', async () => {
    const later = await Scene.openWithoutTarget();
    try {
      await later.putSource(OLD);
      const sync = await later.start();
      const tried = async () =>
        (await sync.metric('pull_secret_sync_passes_total{result="failed"}')) > 1;
      await eventually('it tries', tried);
      expect(await sync.probe('/livez')).to.equal(200);
      expect(await sync.probe('/readyz')).to.equal(503);
      await eventually('an Event that says what to do', async () =>
        (await later.events()).some(
          ({ message }) =>
            message.includes(`"${later.target}/`) && message.includes('the namespace exists'),
        ),
      );
      await later.addTarget();
      await later.synced(OLD, 30);
      expect(await sync.probe('/readyz')).to.equal(200);
    } finally {
      await later.close();
    }
  });

  it('waits while the namespace is being deleted', async () => {
    await startSynced();
    const failures = () => scene.sync.metric('pull_secret_sync_passes_total{result="failed"}');
    const before = await failures();
    await scene.expect('DELETE', `/api/v1/namespaces/${scene.target}`); // nothing empties it here
    await scene.expect('DELETE', scene.targetPath);
    await eventually('a wait', async () => scene.sync.output.includes('is being deleted'));
    expect(await failures()).to.equal(before);
    expect(await scene.events()).to.deep.equal([]);
    await probes.expectHealthy();
  });

  it('waits for a ServiceAccount that comes later', async () => {
    const path = `/api/v1/namespaces/${scene.target}/serviceaccounts`;
    await scene.expect('DELETE', `${path}/${SERVICE_ACCOUNT}`);
    await scene.putSource(OLD);
    const sync = await scene.start();
    await eventually('the target is there', scene.readTarget.bind(scene));
    await sync.ready();
    await scene.addServiceAccount(scene.target, SERVICE_ACCOUNT);
    await scene.synced(OLD);
  });

  it('finishes a write after SIGTERM', async () => {
    const gate = await relayed();
    await startSynced();
    let release = () => {};
    const arrived = new Promise<void>(arrive => {
      gate.before = async ({ method }) => {
        if (method !== 'PATCH') return undefined;
        arrive();
        await new Promise<void>(go => {
          release = go;
        });
        return undefined;
      };
    });
    await scene.put(scene.target, { data: payloadOf(NEW) });
    await arrived;
    const stopped = scene.sync.stop();
    await eventually('watches are over', async () => gate.openWatches === 0);
    release();
    const { code, ms } = await stopped;
    expect(code).to.equal(0);
    expect(ms).to.be.below(5_000);
    expect(await scene.isSynced(OLD)).to.equal(true);
  });

  it('ends within 5 s of SIGTERM though the API server does not answer', async () => {
    const gate = await relayed();
    await startSynced();
    const arrived = new Promise<void>(arrive => {
      gate.before = () => {
        arrive();
        return new Promise(() => {});
      };
    });
    await scene.putSource(NEW);
    await arrived;
    const { code, ms } = await scene.sync.stop();
    expect(code).to.equal(0);
    expect(ms).to.be.below(5_000);
  });

  it('ends within 5 s of SIGTERM though no Event is answered', async () => {
    await scene.putSource(OLD.replace('ghcr.io', 'https://ghcr.io/v2/'));
    await scene.put(scene.target, { type: 'Opaque', data: { a: 'eA==' } }); // two matters to tell
    const gate = await relayed();
    const arrived = new Promise<void>(arrive => {
      gate.before = async ({ path }) => {
        if (!path.endsWith('/events')) return undefined;
        arrive();
        return new Promise(() => {});
      };
    });
    await scene.start({}, gate.url);
    await arrived;
    const { code, ms } = await scene.sync.stop();
    expect(code).to.equal(0);
    expect(ms).to.be.below(5_000);
  });

  it(`leaves ${NAME} and its entry behind when it ends at rest`, async () => {
    await startSynced();
    const { code, ms } = await scene.sync.stop();
    expect(code).to.equal(0);
    expect(ms).to.be.below(1_000);
    expect(await scene.isSynced(OLD)).to.equal(true);
  });
});
