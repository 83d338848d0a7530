import { expect } from 'chai';
import type { Failure } from '../../src/controller/api/cluster.ts';
import type { Config } from '../../src/controller/config.ts';
import { runController } from '../../src/controller/controller.ts';
import type { Log } from '../../src/controller/report/log.ts';
import { failed } from '../../src/findings/step.ts';
import { FakeClock, settle } from './fake-clock.ts';
import { FakeCluster } from './fake-cluster.ts';
import { configText, REFS, serviceAccount, source, target, unlabelled } from './samples.ts';

const CONFIG: Config = {
  sourceNamespace: 'porch-system',
  targetNamespace: 'porch-fn-system',
  secretName: 'auth-secret',
  serviceAccount: 'default',
  port: 0,
  listenAddress: '127.0.0.1',
  logLevel: 'debug',
  resyncMs: 300_000,
  kubeconfig: undefined,
  runnerSelector: undefined,
};

const FIGURES = { memory: () => 0, requests: new Map<string, number>() };

describe('the sync', () => {
  let cluster: FakeCluster;
  let clock: FakeClock;
  let lines: Record<string, unknown>[];
  let stop: AbortController;
  let done: Promise<void>;
  const start = () => {
    const line = (fields: Record<string, unknown>) => void lines.push(fields);
    const log = { debug: line, info: line, warn: line, error: line } as unknown as Log;
    const world = { cluster, clock, random: () => 0.5, log, host: 'pod-1', ...FIGURES };
    done = runController(CONFIG, world, stop.signal);
  };
  const get = async (path: string) => {
    const port = lines.find(fields => 'port' in fields)?.port;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: answer.status, text: await answer.text() };
  };
  const until = async (condition: () => boolean) => {
    for (let turn = 0; !condition(); turn++) {
      if (turn > 100_000) throw new Error(`never: ${condition}`);
      await settle();
    }
  };
  beforeEach(() => {
    cluster = new FakeCluster();
    clock = new FakeClock();
    lines = [];
    stop = new AbortController();
    cluster.put(REFS.source, source());
    cluster.put(REFS.serviceAccount, serviceAccount());
  });
  afterEach(async () => {
    stop.abort();
    await done;
  });

  it('follows the source by its watches', async () => {
    start();
    await until(() => cluster.writes.length === 2);
    cluster.put(REFS.source, source(configText('next')));
    await until(() => cluster.writes.length === 3);
    expect(cluster.read(REFS.target)?.data).to.deep.equal(source(configText('next')).data);
  });

  it('is live from the start, and ready after the first pass', async () => {
    cluster.fault = () => ({ kind: 'unreachable', message: '' });
    start();
    await until(() => lines.length > 1);
    expect(await get('/livez')).to.deep.equal({ status: 200, text: 'ok\n' });
    expect(await get('/readyz')).to.deep.equal({
      status: 503,
      text: 'the first pass has not finished yet\n',
    });
    cluster.fault = () => undefined;
    await clock.advance(1_000);
    expect((await get('/readyz')).status).to.equal(200);
    expect((await get('/metrics')).text).to.contain(
      'pull_secret_sync_passes_total{result="failed"} 1',
    );
    expect((await get('/')).status).to.equal(404);
  });

  it('is ready where the first pass waits for a namespace', async () => {
    cluster.fault = act =>
      act.startsWith('create') ? { kind: 'absent', message: act } : undefined;
    start();
    await until(() => lines.some(fields => 'failure' in fields));
    expect((await get('/readyz')).status).to.equal(200);
  });

  it('is not ready before a pass got through its conflicts', async () => {
    cluster.fault = act =>
      act.startsWith('create') ? { kind: 'conflict', message: act } : undefined;
    start();
    await until(() => lines.some(fields => 'failure' in fields));
    expect((await get('/readyz')).status).to.equal(503);
  });

  it('stops its watches and finishes a pass under way', async () => {
    start();
    await until(() => cluster.writes.length === 2);
    stop.abort();
    await done;
    expect(cluster.isClosed).to.equal(true);
  });

  it('breaks off a pass that hangs after 3.5 s', async () => {
    const closed = new Promise<Failure>(resolve => {
      cluster.close = () => resolve({ kind: 'unreachable', message: '' });
    });
    let reads = 0;
    cluster.get = async () => {
      reads++;
      return failed(await closed);
    };
    start();
    await until(() => reads === 2);
    stop.abort();
    await clock.advance(3_500);
    await done;
  });

  it('leaves nothing open where a part of it breaks', async () => {
    cluster.watch = () => Promise.reject(new Error('a bug'));
    start();
    const broken = done.catch(() => 'broken');
    done = Promise.resolve();
    expect(await broken).to.equal('broken');
    expect(cluster.isClosed).to.equal(true);
    expect(await get('/livez').catch(() => 'closed')).to.equal('closed');
  });

  it('outlives a bug in a pass, and prints nothing of its message', async () => {
    cluster.fault = act => {
      if (act.startsWith('get')) throw new Error('hunter2');
      return undefined;
    };
    start();
    await until(() => lines.some(fields => 'trace' in fields));
    expect(JSON.stringify(lines)).to.not.contain('hunter2');
    await until(() => lines.some(({ failure }) => failure === 'internal error in the pass'));
    cluster.fault = () => undefined;
    await clock.advance(1_000);
    await until(() => cluster.writes.length === 2);
  });

  it('lets no credential out', async () => {
    const secret = 'c0rrect-horse';
    const texts = [
      configText(secret),
      configText(secret, 'https://index.docker.io/v1/'),
      configText(secret, secret),
      JSON.stringify({ auths: { 'ghcr.io': { auth: secret } } }),
      `{"auths": "${secret}`,
    ];
    start();
    for (const text of texts) {
      cluster.put(REFS.source, source(text));
      await clock.advance(301_000);
    }
    cluster.put(REFS.source, source(configText(secret)));
    cluster.put(REFS.target, unlabelled({ type: 'Opaque' }));
    await clock.advance(301_000);
    cluster.put(REFS.target, target({ immutable: true }));
    await clock.advance(301_000);
    const out =
      JSON.stringify(lines) + JSON.stringify(cluster.events) + (await get('/metrics')).text;
    expect(cluster.events.length).to.be.above(3);
    for (const text of [secret, Buffer.from(`user:${secret}`).toString('base64')]) {
      expect(out).to.not.contain(text);
    }
  });
});
