import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { mock } from 'node:test';
import { expect } from 'chai';
import { ApiCluster } from '../../../src/controller/api/api-cluster.ts';
import type { Failure } from '../../../src/controller/api/cluster.ts';
import type { Call } from '../../../src/controller/api/connection.ts';
import { settle } from '../fake-clock.ts';
import { REFS } from '../samples.ts';

const MINUTE_MS = 60_000;
const BOOKMARK = '{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"7"}}}\n';

/** Accepts every call, or leaves it without an answer; the test writes the body. */
class FakeConnection {
  readonly body = new PassThrough();
  isAnswering = true;

  call({ signal }: Call): Promise<IncomingMessage> {
    this.body.on('error', () => undefined);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        this.body.destroy(new Error('aborted'));
        reject(new Error('aborted'));
      });
      const answer = Object.assign(this.body, { statusCode: 200, headers: {} });
      if (this.isAnswering) resolve(answer as unknown as IncomingMessage);
    });
  }

  close(): void {}
}

describe('the cluster', () => {
  let connection: FakeConnection;
  let cluster: ApiCluster;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    connection = new FakeConnection();
    cluster = new ApiCluster(connection);
  });
  afterEach(() => mock.timers.reset());

  const pass = async (ms: number) => {
    await settle();
    mock.timers.tick(ms);
    await settle();
  };

  describe('in a watch', () => {
    let over: boolean;
    let stop: AbortController;
    let versions: string[];
    let watched: Promise<Failure | undefined>;
    beforeEach(() => {
      over = false;
      stop = new AbortController();
      versions = [];
      const { signal } = stop;
      const nothing = () => undefined;
      const reached = (version: string) => void versions.push(version);
      const listener = { started: nothing, changed: nothing, reached };
      watched = cluster.watch(REFS.source, { from: undefined, seconds: 450, signal }, listener);
      watched.then(() => {
        over = true;
      });
    });
    afterEach(async () => {
      stop.abort();
      await watched;
    });

    it('takes 90 s without a byte for a broken connection', async () => {
      await pass(1.5 * MINUTE_MS - 1);
      expect(over).to.equal(false);
      await pass(1);
      expect(await watched).to.have.property('kind', 'unreachable');
    });

    it('is patient while bookmarks come', async () => {
      for (let minute = 0; minute < 10; minute++) {
        connection.body.write(BOOKMARK);
        await pass(MINUTE_MS);
      }
      expect(over).to.equal(false);
      expect(versions).to.have.lengthOf(10);
    });
  });

  it('waits 35 s for an answer, as an admission webhook may take 30', async () => {
    connection.isAnswering = false;
    const answer = cluster.get(REFS.source);
    let isOver = false;
    answer.finally(() => {
      isOver = true;
    });
    await pass(34_999);
    expect(isOver).to.equal(false);
    await pass(1);
    expect(await answer).to.have.nested.property('findings[0].kind', 'unreachable');
    expect(cluster.requests).to.deep.equal(new Map([['none', 1]]));
  });

  it('waits 35 s for the whole answer', async () => {
    const answer = cluster.get(REFS.source);
    connection.body.write('{"metadata":');
    await pass(35_000);
    expect(await answer).to.have.nested.property('findings[0].kind', 'unreachable');
  });
});
