// The port to a real cluster: requests to the API server, each with a deadline.
import { text } from 'node:stream/consumers';

import type { Call, Connection } from './connection.ts';
import { Deadline } from './deadline.ts';
import { refused, unanswered } from './failure.ts';
import { called, type Kinds, type Ref } from './objects.ts';
import type { Answer, Cluster, Failure, WatchListener, WatchOptions } from './port.ts';
import { readWatch } from './watch-stream.ts';

type Request = Omit<Call, 'signal'>;

/** A watch brings metadata only: credentials are read by passes alone. */
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** Bookmarks come each minute, the first within about two: after so long the server is lost. */
const SILENCE_MS = 180_000;

export class ApiCluster implements Cluster {
  readonly #connection: Pick<Connection, 'call' | 'close'>;

  constructor(connection: Pick<Connection, 'call' | 'close'>) {
    this.#connection = connection;
  }

  async get<K extends keyof Kinds>(ref: Ref<K>): Promise<Answer<Kinds[K] | undefined>> {
    const act = `get ${called(ref)}`;
    const answer = await this.#send(act, { method: 'GET', path: pathOf(ref) });
    const isAbsent = 'failure' in answer && answer.failure.kind === 'absent';
    return isAbsent ? { value: undefined } : (answer as Answer<Kinds[K]>);
  }

  create<K extends keyof Kinds>(ref: Ref<K>, body: Kinds[K]): Promise<Answer<void>> {
    return this.#write(`create ${called(ref)}`, { method: 'POST', path: folderOf(ref), body });
  }

  update<K extends keyof Kinds>(ref: Ref<K>, body: Kinds[K]): Promise<Answer<void>> {
    return this.#write(`update ${called(ref)}`, { method: 'PUT', path: pathOf(ref), body });
  }

  patch(ref: Ref, body: object): Promise<Answer<void>> {
    const contentType = 'application/merge-patch+json';
    const call = { method: 'PATCH', path: pathOf(ref), contentType, body } as const;
    return this.#write(`patch ${called(ref)}`, call);
  }

  remove(ref: Ref, uid: string, resourceVersion: string): Promise<Answer<void>> {
    const body = { preconditions: { uid, resourceVersion } };
    return this.#write(`delete ${called(ref)}`, { method: 'DELETE', path: pathOf(ref), body });
  }

  async watch(
    ref: Ref,
    { from, seconds, signal }: WatchOptions,
    listener: WatchListener,
  ): Promise<Failure | undefined> {
    const act = `watch ${called(ref)}`;
    const query = new URLSearchParams({
      watch: 'true',
      fieldSelector: `metadata.name=${ref.name}`,
      allowWatchBookmarks: 'true',
      timeoutSeconds: String(seconds),
      ...(from !== undefined && { resourceVersion: from }),
    });
    const call = { method: 'GET', path: `${folderOf(ref)}?${query}`, accept: METADATA } as const;
    const deadline = new Deadline();
    const stop = () => deadline.strike();
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await this.#follow(act, call, deadline, listener);
    } catch (error) {
      return signal.aborted ? undefined : unanswered(act, error);
    } finally {
      signal.removeEventListener('abort', stop);
      deadline.strike();
    }
  }

  close(): void {
    this.#connection.close();
  }

  async #write(act: string, call: Request): Promise<Answer<void>> {
    const answer = await this.#send(act, call);
    return 'failure' in answer ? answer : { value: undefined };
  }

  async #follow(act: string, call: Request, deadline: Deadline, listener: WatchListener) {
    const answer = await this.#connection.call({ ...call, signal: deadline.signal });
    const { statusCode = 0, headers } = answer;
    if (statusCode !== 200) {
      return refused(act, statusCode, headers['retry-after'], await text(answer));
    }
    const heard = () => deadline.extend(SILENCE_MS);
    heard();
    listener.started();
    return readWatch(act, overheard(answer, heard), listener);
  }

  async #send(act: string, call: Request): Promise<Answer<unknown>> {
    const deadline = new Deadline();
    try {
      const answer = await this.#connection.call({ ...call, signal: deadline.signal });
      const { statusCode = 0, headers } = answer;
      const body = await text(answer);
      if (statusCode < 300) return { value: JSON.parse(body) };
      return { failure: refused(act, statusCode, headers['retry-after'], body) };
    } catch (error) {
      return { failure: unanswered(act, error) };
    } finally {
      deadline.lift();
    }
  }
}

async function* overheard<T>(stream: AsyncIterable<T>, heard: () => void): AsyncGenerator<T> {
  for await (const bytes of stream) {
    heard();
    yield bytes;
  }
}

const folderOf = ({ namespace, resource }: Ref) => `/api/v1/namespaces/${namespace}/${resource}`;
const pathOf = (ref: Ref) => `${folderOf(ref)}/${ref.name}`;
