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

type Verb = 'get' | 'create' | 'patch' | 'watch';

export class FakeCluster implements Cluster {
  readonly #objects = new Map<string, Stored>();
  readonly #watchers = new Map<string, Set<WatchListener>>();
  #version = 0;
  /** Each write, as in `update Secret "a/b"`. */
  readonly writes: string[] = [];
  readonly events: Record<string, unknown>[] = [];
  /** What every selector selects. */
  podNames: readonly string[] = [];
  isClosed = false;
  /** Called before each request; what it returns is the answer. */
  fault: (act: string, verb: Verb, ref: Ref) => Failure | undefined = () => undefined;

  /** Sets an object behind the sync's back. */
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

  async create(ref: Ref, object: object): Promise<Step<string, Failure>> {
    const failure = this.#fault('create', ref);
    if (failure) return failed(failure);
    if (ref.resource === 'events') {
      this.events.push({ ...object });
      return done('');
    }
    if (this.read(ref)) return this.#refuse('create', ref, 'conflict');
    this.writes.push(`create ${called(ref)}`);
    const { metadata } = object as { metadata: Metadata };
    const uid = `uid-${this.#version}`;
    return done(this.#store(ref, { ...object, metadata: { ...metadata, uid } }));
  }

  async patch(ref: Ref, patch: object): Promise<Step<string, Failure>> {
    const failure = this.#fault('patch', ref);
    if (failure) return failed(failure);
    if (ref.resource === 'events') return this.#patchEvent(ref, patch);
    const current = this.#objects.get(called(ref));
    if (!current) return this.#refuse('patch', ref, 'absent');
    const { resourceVersion } = (patch as Partial<Stored>).metadata ?? {};
    const isStale =
      resourceVersion !== undefined && resourceVersion !== current.metadata.resourceVersion;
    if (isStale) return this.#refuse('patch', ref, 'conflict');
    if ((current as Secret).immutable) return this.#refuse('patch', ref, 'rejected');
    this.writes.push(`patch ${called(ref)}`);
    return done(this.#store(ref, merged(current, patch) as Stored));
  }

  async pods(namespace: string): Promise<Step<readonly string[], Failure>> {
    const failure = this.fault(`list pods of "${namespace}"`, 'get', {
      resource: 'pods',
      namespace,
      name: '',
    });
    return failure ? failed(failure) : done(this.podNames);
  }

  #patchEvent({ name, ...ref }: Ref, patch: object): Step<string, Failure> {
    const event = this.events.find(
      ({ metadata }) => (metadata as Metadata | undefined)?.name === name,
    );
    if (!event) return this.#refuse('patch', { name, ...ref }, 'absent');
    Object.assign(event, patch);
    return done('');
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

  #store(ref: Ref, object: Stored): string {
    const resourceVersion = `${++this.#version}`;
    this.#objects.set(called(ref), {
      ...object,
      metadata: { ...object.metadata, resourceVersion },
    });
    this.#tell(ref, resourceVersion);
    return resourceVersion;
  }

  #tell(ref: Ref, version?: string): void {
    for (const { changed } of this.#watchers.get(called(ref)) ?? []) changed(version);
  }

  #fault(verb: Verb, ref: Ref): Failure | undefined {
    return this.fault(`${verb} ${called(ref)}`, verb, ref);
  }

  #refuse(verb: Verb, ref: Ref, kind: Failure['kind']): Failed<Failure> {
    return failed({ kind, message: `${verb} ${called(ref)}: refused` });
  }
}

/** As a JSON merge patch does (RFC 7396). */
function merged(value: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const fields = new Map(Object.entries(value ?? {}));
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) fields.delete(name);
    else fields.set(name, merged(fields.get(name), change));
  }
  return Object.fromEntries(fields);
}

const place = ({ namespace, name }: Ref) => ({ namespace, name });
