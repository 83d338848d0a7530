// The cluster behind a real API server: each request has a deadline.
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { done, failed, type Step } from '../../findings/step.ts';
import type { Cluster, Failure, WatchListener, WatchOptions } from './cluster.ts';
import type { Call, Connection } from './connection.ts';
import { called, type Kinds, type Metadata, type Ref } from './objects.ts';
import { refused, unanswered } from './status.ts';
import { readWatch } from './watch-stream.ts';

type Request = Omit<Call, 'signal'>;

/** A watch brings metadata only: credentials are read by passes alone. */
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
type MetadataList = { readonly items: readonly { readonly metadata: Metadata }[] };

/** Above the 30 s that an admission webhook may take at most, after which the API server goes on. */
const TIMEOUT_MS = 35_000;

/** Bookmarks come about every minute: after this long the connection is lost. */
const SILENCE_MS = 90_000;

export class ApiCluster implements Cluster {
  readonly #connection: Pick<Connection, 'call' | 'close'>;
  /** Requests by the status of their answer, `none` where there was no answer. */
  readonly requests = new Map<string, number>();

  constructor(connection: Pick<Connection, 'call' | 'close'>) {
    this.#connection = connection;
  }

  async get<K extends keyof Kinds>(ref: Ref<K>): Promise<Step<Kinds[K] | undefined, Failure>> {
    const answer = await this.#send(`get ${called(ref)}`, { method: 'GET', path: pathOf(ref) });
    const isAbsent = !answer.ok && answer.findings[0].kind === 'absent';
    return isAbsent ? done(undefined) : (answer as Step<Kinds[K], Failure>);
  }

  create(ref: Ref, body: object): Promise<Step<string, Failure>> {
    return this.#write(`create ${called(ref)}`, { method: 'POST', path: folderOf(ref), body });
  }

  patch(ref: Ref, body: object): Promise<Step<string, Failure>> {
    const contentType = 'application/merge-patch+json';
    const call = { method: 'PATCH', path: pathOf(ref), contentType, body } as const;
    return this.#write(`patch ${called(ref)}`, call);
  }

  async pods(namespace: string, selector: string): Promise<Step<readonly string[], Failure>> {
    const path = `/api/v1/namespaces/${namespace}/pods?${new URLSearchParams({ labelSelector: selector })}`;
    const call = { method: 'GET', path, accept: METADATA_LIST } as const;
    const answer = await this.#send(`list pods of "${namespace}"`, call);
    if (!answer.ok) return answer;
    return done((answer.value as MetadataList).items.map(({ metadata }) => metadata.name));
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
    const deadline = new Deadline(TIMEOUT_MS);
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

  async #write(act: string, call: Request): Promise<Step<string, Failure>> {
    const answer = await this.#send(act, call);
    if (!answer.ok) return answer;
    return done((answer.value as { metadata: Metadata }).metadata.resourceVersion ?? '');
  }

  /** Counts every request; rejects where there is no answer. */
  async #call(call: Call): Promise<IncomingMessage> {
    const count = (code: string) => this.requests.set(code, (this.requests.get(code) ?? 0) + 1);
    try {
      const answer = await this.#connection.call(call);
      count(String(answer.statusCode));
      return answer;
    } catch (error) {
      count('none');
      throw error;
    }
  }

  async #follow(act: string, call: Request, deadline: Deadline, listener: WatchListener) {
    const answer = await this.#call({ ...call, signal: deadline.signal });
    const { statusCode = 0, headers } = answer;
    if (statusCode !== 200) {
      return refused(act, statusCode, headers['retry-after'], await text(answer));
    }
    const heard = () => deadline.extend(SILENCE_MS);
    heard();
    listener.started();
    return readWatch(act, overheard(answer, heard), listener);
  }

  async #send(act: string, call: Request): Promise<Step<unknown, Failure>> {
    const deadline = new Deadline(TIMEOUT_MS);
    try {
      const answer = await this.#call({ ...call, signal: deadline.signal });
      const { statusCode = 0, headers } = answer;
      const body = await text(answer);
      if (statusCode < 300) return done(JSON.parse(body));
      return failed(refused(act, statusCode, headers['retry-after'], body));
    } catch (error) {
      return failed(unanswered(act, error));
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

/** Breaks a request off once its time is over, unless it is extended or lifted. */
class Deadline {
  readonly #breaker = new AbortController();
  #timer: NodeJS.Timeout;

  constructor(ms: number) {
    this.#timer = this.#after(ms);
  }

  get signal(): AbortSignal {
    return this.#breaker.signal;
  }

  /** From now on, `ms` more; no effect once it has struck. */
  extend(ms: number): void {
    if (this.signal.aborted) return;
    this.lift();
    this.#timer = this.#after(ms);
  }

  lift(): void {
    clearTimeout(this.#timer);
  }

  strike(): void {
    this.lift();
    this.#breaker.abort();
  }

  #after(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.strike(), ms);
  }
}
