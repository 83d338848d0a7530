// A cluster in memory: objects with versions, conflicts as the API server has them, and faults on demand.

import type {
  Cluster,
  Failure,
  WatchListener,
  WatchOptions,
} from '../../src/controller/api/cluster.ts';
import {
  called,
  type Kinds,
  type Metadata,
  type Ref,
  type Secret,
} from '../../src/controller/api/objects.ts';
import { done, type Failed, failed, type Step } from '../../src/findings/step.ts';

type Stored = { readonly metadata: Metadata };

type Verb = 'get' | 'create' | 'update' | 'patch' | 'delete' | 'watch';

export class FakeCluster implements Cluster {
  readonly #objects = new Map<string, Stored>();
  readonly #watchers = new Map<string, Set<WatchListener>>();
  #version = 0;
  /** Each write, as in `update Secret "a/b"`. */
  readonly writes: string[] = [];
  readonly events: Record<string, unknown>[] = [];
  isClosed = false;
  /** Called before each request; what it returns is the answer. */
  fault: (act: string, verb: Verb, ref: Ref) => Failure | undefined = () => undefined;

  /** Sets an object behind the controller's back. */
  put(ref: Ref, object: object): void {
    const earlier = this.#objects.get(called(ref));
    const { metadata } = object as { metadata?: Partial<Metadata> };
    this.#store(ref, {
      ...object,
      metadata: {
        uid: earlier?.metadata.uid ?? `uid-${this.#version}`,
        ...metadata,
        ...place(ref),
      },
    });
  }

  drop(ref: Ref): void {
    this.#objects.delete(called(ref));
    this.#tell(ref);
  }

  read(ref: Ref): Secret | undefined {
    return this.#objects.get(called(ref)) as Secret | undefined;
  }

  async get<K extends keyof Kinds>(ref: Ref<K>): Promise<Step<Kinds[K] | undefined, Failure>> {
    const failure = this.#fault('get', ref);
    return failure ? failed(failure) : done(this.#objects.get(called(ref)) as Kinds[K]);
  }

  async create<K extends keyof Kinds>(ref: Ref<K>, object: Kinds[K]): Promise<Step<void, Failure>> {
    const failure = this.#fault('create', ref);
    if (failure) return failed(failure);
    if (ref.resource === 'events') {
      this.events.push({ ...object });
      return done(undefined);
    }
    if (this.read(ref)) return this.#refuse('create', ref, 'conflict');
    this.writes.push(`create ${called(ref)}`);
    const { metadata } = object as { metadata: Metadata };
    const uid = `uid-${this.#version}`;
    this.#store(ref, { ...object, metadata: { ...metadata, uid } });
    return done(undefined);
  }

  async update<K extends keyof Kinds>(ref: Ref<K>, object: Kinds[K]): Promise<Step<void, Failure>> {
    const failure = this.#fault('update', ref);
    if (failure) return failed(failure);
    const current = this.read(ref);
    if (!current) return this.#refuse('update', ref, 'absent');
    const update = object as Secret;
    const isStale = update.metadata.resourceVersion !== current.metadata.resourceVersion;
    if (isStale) return this.#refuse('update', ref, 'conflict');
    if (current.immutable || update.type !== current.type) {
      return this.#refuse('update', ref, 'rejected');
    }
    this.writes.push(`update ${called(ref)}`);
    this.#store(ref, update);
    return done(undefined);
  }

  async patch(ref: Ref, patch: object): Promise<Step<void, Failure>> {
    const failure = this.#fault('patch', ref);
    if (failure) return failed(failure);
    const event = this.events.find(
      ({ metadata }) => (metadata as Metadata | undefined)?.name === ref.name,
    );
    if (!event) return this.#refuse('patch', ref, 'absent');
    Object.assign(event, patch);
    return done(undefined);
  }

  async remove(ref: Ref, uid: string, resourceVersion: string): Promise<Step<void, Failure>> {
    const failure = this.#fault('delete', ref);
    if (failure) return failed(failure);
    const { metadata } = this.read(ref) ?? {};
    if (!metadata) return this.#refuse('delete', ref, 'absent');
    if (metadata.uid !== uid || metadata.resourceVersion !== resourceVersion) {
      return this.#refuse('delete', ref, 'conflict');
    }
    this.writes.push(`delete ${called(ref)}`);
    this.drop(ref);
    return done(undefined);
  }

  watch(ref: Ref, { signal }: WatchOptions, listener: WatchListener): Promise<Failure | undefined> {
    const failure = this.#fault('watch', ref);
    if (failure) return Promise.resolve(failure);
    const watchers = this.#watchers.get(called(ref)) ?? new Set();
    this.#watchers.set(called(ref), watchers.add(listener));
    listener.started();
    return new Promise(resolve => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
  }

  close(): void {
    this.isClosed = true;
  }

  #store(ref: Ref, object: Stored): void {
    const resourceVersion = `${++this.#version}`;
    this.#objects.set(called(ref), {
      ...object,
      metadata: { ...object.metadata, resourceVersion },
    });
    this.#tell(ref);
  }

  #tell(ref: Ref): void {
    for (const { changed } of this.#watchers.get(called(ref)) ?? []) changed();
  }

  #fault(verb: Verb, ref: Ref): Failure | undefined {
    return this.fault(`${verb} ${called(ref)}`, verb, ref);
  }

  #refuse(verb: Verb, ref: Ref, kind: Failure['kind']): Failed<Failure> {
    return failed({ kind, message: `${verb} ${called(ref)}: refused` });
  }
}

const place = ({ namespace, name }: Ref) => ({ namespace, name });
