// The cluster behind a real API server: each request has a deadline.
import { text } from 'node:stream/consumers';
import { done, failed, type Step } from '../../findings/step.ts';
import type { Cluster, Failure, WatchListener, WatchOptions } from './cluster.ts';
import type { Call, Connection } from './connection.ts';
import { called, type Kinds, type Ref } from './objects.ts';
import { refused, unanswered } from './status.ts';
import { readWatch } from './watch-stream.ts';

type Request = Omit<Call, 'signal'>;

/** A watch brings metadata only: credentials are read by passes alone. */
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

const TIMEOUT_MS = 10_000;

/** Bookmarks come each minute, the first within about two: after this long the server is lost. */
const SILENCE_MS = 180_000;

export class ApiCluster implements Cluster {
  readonly #connection: Pick<Connection, 'call' | 'close'>;

  constructor(connection: Pick<Connection, 'call' | 'close'>) {
    this.#connection = connection;
  }

  async get<K extends keyof Kinds>(ref: Ref<K>): Promise<Step<Kinds[K] | undefined, Failure>> {
    const answer = await this.#send(`get ${called(ref)}`, { method: 'GET', path: pathOf(ref) });
    const isAbsent = !answer.ok && answer.findings[0].kind === 'absent';
    return isAbsent ? done(undefined) : (answer as Step<Kinds[K], Failure>);
  }

  create<K extends keyof Kinds>(ref: Ref<K>, body: Kinds[K]): Promise<Step<void, Failure>> {
    return this.#write(`create ${called(ref)}`, { method: 'POST', path: folderOf(ref), body });
  }

  update<K extends keyof Kinds>(ref: Ref<K>, body: Kinds[K]): Promise<Step<void, Failure>> {
    return this.#write(`update ${called(ref)}`, { method: 'PUT', path: pathOf(ref), body });
  }

  patch(ref: Ref, body: object): Promise<Step<void, Failure>> {
    const contentType = 'application/merge-patch+json';
    const call = { method: 'PATCH', path: pathOf(ref), contentType, body } as const;
    return this.#write(`patch ${called(ref)}`, call);
  }

  remove(ref: Ref, uid: string, resourceVersion: string): Promise<Step<void, Failure>> {
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

  async #write(act: string, call: Request): Promise<Step<void, Failure>> {
    const answer = await this.#send(act, call);
    return answer.ok ? done(undefined) : answer;
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

  async #send(act: string, call: Request): Promise<Step<unknown, Failure>> {
    const deadline = new Deadline(TIMEOUT_MS);
    try {
      const answer = await this.#connection.call({ ...call, signal: deadline.signal });
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
