// Kubernetes Events on the source Secret, for what a user must act on: one for each matter.

import { MANAGER } from '../registry/pull-secret.ts';
import type { Clock } from './clock.ts';
import type { Ref } from './objects.ts';
import type { Answer, Cluster, Failure } from './port.ts';
import type { Remark } from './remark.ts';

/** How often the count of a matter that goes on is brought up to date. */
const REPEAT_MS = 300_000;

/** The API server's limit of a message, in bytes; messages are ASCII but for names that users gave. */
const MESSAGE_LIMIT = 1024;

type Told = {
  readonly name: string;
  readonly message: string;
  readonly uid: string | undefined;
  count: number;
  at: number;
};

export class Events {
  readonly #cluster: Pick<Cluster, 'create' | 'patch'>;
  readonly #source: Ref<'secrets'>;
  readonly #clock: Pick<Clock, 'now' | 'date'>;
  readonly #repeatMs: number;
  /** The last Event by reason. */
  readonly #told = new Map<Remark['reason'], Told>();

  constructor(
    cluster: Pick<Cluster, 'create' | 'patch'>,
    source: Ref<'secrets'>,
    clock: Pick<Clock, 'now' | 'date'>,
    repeatMs = REPEAT_MS,
  ) {
    this.#cluster = cluster;
    this.#source = source;
    this.#clock = clock;
    this.#repeatMs = repeatMs;
  }

  /** Forgets all other matters: they are over, and are told anew when they come back. */
  keep(remarks: readonly Remark[]): void {
    const reasons = new Set(remarks.map(({ reason }) => reason));
    for (const reason of this.#told.keys()) if (!reasons.has(reason)) this.#told.delete(reason);
  }

  /** Tells a warning, or counts it once more. Returns why an Event could not be written. */
  async tell(remark: Remark, sourceUid: string | undefined): Promise<Failure | undefined> {
    const { reason } = remark;
    const message = remark.message.slice(0, MESSAGE_LIMIT);
    const now = this.#clock.now();
    const earlier = this.#told.get(reason);
    if (earlier?.message !== message || earlier.uid !== sourceUid) {
      return this.#create(reason, message, sourceUid);
    }
    earlier.count++;
    if (now - earlier.at < this.#repeatMs) return undefined;
    earlier.at = now;
    const { count } = earlier;
    const patch = { count, lastTimestamp: timestamp(this.#clock.date()) };
    const failure = failureIn(await this.#cluster.patch(this.#ref(earlier.name), patch));
    // The API server forgets Events after an hour.
    return failure?.kind === 'absent' ? this.#create(reason, message, sourceUid) : failure;
  }

  async #create(
    reason: Remark['reason'],
    message: string,
    sourceUid: string | undefined,
  ): Promise<Failure | undefined> {
    const { namespace, name } = this.#source;
    const date = this.#clock.date();
    const at = date.getTime().toString(16);
    const ref = this.#ref(`${MANAGER}.${at}.${reason.toLowerCase()}`);
    const failure = failureIn(
      await this.#cluster.create(ref, {
        metadata: { namespace, name: ref.name },
        involvedObject: {
          apiVersion: 'v1',
          kind: 'Secret',
          namespace,
          name,
          ...(sourceUid !== undefined && { uid: sourceUid }),
        },
        type: 'Warning',
        reason,
        message,
        source: { component: MANAGER },
        firstTimestamp: timestamp(date),
        lastTimestamp: timestamp(date),
        count: 1,
      }),
    );
    const now = this.#clock.now();
    if (!failure)
      this.#told.set(reason, { name: ref.name, message, uid: sourceUid, count: 1, at: now });
    return failure;
  }

  #ref(name: string): Ref<'events'> {
    return { resource: 'events', namespace: this.#source.namespace, name };
  }
}

/** metav1.Time has whole seconds. */
const timestamp = (date: Date) => `${date.toISOString().slice(0, -5)}Z`;

const failureIn = (answer: Answer<void>): Failure | undefined =>
  'failure' in answer ? answer.failure : undefined;
