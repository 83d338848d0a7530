// The port to a real cluster: requests to the API server, each with a deadline.

import type { Call, Connection } from './connection.ts';
import { refused, unanswered } from './failure.ts';
import { called, type Kinds, type Ref } from './objects.ts';
import type { Answer, Cluster, Failure, WatchListener, WatchOptions } from './port.ts';
import { readWatch } from './watch-stream.ts';

const TIMEOUT_MS = 10_000;

/** A watch brings metadata only: credentials are read by passes alone. */
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

export class ApiCluster implements Cluster {
  readonly #connection: Connection;

  constructor(connection: Connection) {
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
    const breaker = new AbortController();
    const stop = () => breaker.abort();
    signal.addEventListener('abort', stop, { once: true });
    const deadline = setTimeout(stop, TIMEOUT_MS);
    try {
      const path = `${folderOf(ref)}?${query}`;
      const call = { method: 'GET', path, accept: METADATA, signal: breaker.signal } as const;
      const { httpStatusCode, headers, body } = await this.#connection.call(call);
      if (httpStatusCode !== 200) {
        return refused(act, httpStatusCode, headers['retry-after'], await body.text());
      }
      clearTimeout(deadline);
      listener.started();
      return await readWatch(act, body.stream() ?? empty(), listener);
    } catch (error) {
      if (signal.aborted) return undefined;
      return unanswered(act, error);
    } finally {
      clearTimeout(deadline);
      signal.removeEventListener('abort', stop);
      breaker.abort();
    }
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #write(act: string, call: Omit<Call, 'signal'>): Promise<Answer<void>> {
    const answer = await this.#send(act, call);
    return 'failure' in answer ? answer : { value: undefined };
  }

  async #send(act: string, call: Omit<Call, 'signal'>): Promise<Answer<unknown>> {
    const breaker = new AbortController();
    const deadline = setTimeout(() => breaker.abort(), TIMEOUT_MS);
    try {
      const response = await this.#connection.call({ ...call, signal: breaker.signal });
      const { httpStatusCode, headers } = response;
      const text = await response.body.text();
      if (httpStatusCode < 300) return { value: JSON.parse(text) };
      return { failure: refused(act, httpStatusCode, headers['retry-after'], text) };
    } catch (error) {
      this.#connection.renew();
      return { failure: unanswered(act, error) };
    } finally {
      clearTimeout(deadline);
    }
  }
}

const folderOf = ({ namespace, resource }: Ref) => `/api/v1/namespaces/${namespace}/${resource}`;
const pathOf = (ref: Ref) => `${folderOf(ref)}/${ref.name}`;

async function* empty(): AsyncGenerator<Uint8Array> {}
