// Kubernetes Events on the source Secret, one for each problem that a user must act on.
import type { Code } from '../../findings/codes.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Step } from '../../findings/step.ts';
import { MANAGER } from '../../registry/pull-secret.ts';
import type { Cluster, Failure } from '../api/cluster.ts';
import type { Ref } from '../api/objects.ts';
import { Budget, type Rate } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';

/** How often the count of an Event is updated while its problem lasts. */
const REPEAT_MS = 300_000;

/** At most so many new Events: a problem that comes and goes, or changes its words, must not fill etcd. */
const CREATES: Rate = { burst: 25, everyMs: REPEAT_MS };

/** The API server's limit of a message, in bytes; messages are ASCII but for names that users gave. */
const MESSAGE_LIMIT = 1024;

type Written = {
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
  readonly #host: string;
  readonly #repeatMs: number;
  /** The last Event of each problem. */
  readonly #written = new Map<Code, Written>();
  readonly #creates = new Budget(CREATES);

  /** @param host the replica that writes them: the pod's name */
  constructor(
    cluster: Pick<Cluster, 'create' | 'patch'>,
    source: Ref<'secrets'>,
    clock: Pick<Clock, 'now' | 'date'>,
    host: string,
    repeatMs = REPEAT_MS,
  ) {
    this.#cluster = cluster;
    this.#source = source;
    this.#clock = clock;
    this.#host = host;
    this.#repeatMs = repeatMs;
  }

  /** Forgets problems that are over, so that a recurrence creates a new Event. */
  keep(findings: readonly Finding[]): void {
    const codes = new Set(findings.map(({ code }) => code));
    for (const code of this.#written.keys()) if (!codes.has(code)) this.#written.delete(code);
  }

  /** Creates the Event of a warning, or counts it once more. Returns why it could not be written. */
  async write(finding: Finding, sourceUid: string | undefined): Promise<Failure | undefined> {
    const { code } = finding;
    const message = finding.message.slice(0, MESSAGE_LIMIT);
    const now = this.#clock.now();
    const earlier = this.#written.get(code);
    if (earlier?.message !== message || earlier.uid !== sourceUid) {
      return this.#create(code, message, sourceUid);
    }
    earlier.count++;
    if (now - earlier.at < this.#repeatMs) return undefined;
    earlier.at = now;
    const { count } = earlier;
    const patch = { count, lastTimestamp: timestamp(this.#clock.date()) };
    const failure = failureIn(await this.#cluster.patch(this.#ref(earlier.name), patch));
    // The API server forgets Events after an hour.
    return failure?.kind === 'absent' ? this.#create(code, message, sourceUid) : failure;
  }

  async #create(
    code: Code,
    message: string,
    sourceUid: string | undefined,
  ): Promise<Failure | undefined> {
    const since = this.#clock.now();
    if (this.#creates.next(since) > since) return undefined;
    this.#creates.take(since);
    const { namespace, name } = this.#source;
    const date = this.#clock.date();
    const reason = reasonOf(code);
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
        source: { component: MANAGER, host: this.#host },
        firstTimestamp: timestamp(date),
        lastTimestamp: timestamp(date),
        count: 1,
      }),
    );
    const now = this.#clock.now();
    if (!failure)
      this.#written.set(code, { name: ref.name, message, uid: sourceUid, count: 1, at: now });
    return failure;
  }

  #ref(name: string): Ref<'events'> {
    return { resource: 'events', namespace: this.#source.namespace, name };
  }
}

/** metav1.Time has whole seconds. */
const timestamp = (date: Date) => `${date.toISOString().slice(0, -5)}Z`;

/** As in `SourceInvalid` for `source-invalid`. */
const reasonOf = (code: Code): string =>
  code.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const failureIn = (answer: Step<unknown, Failure>): Failure | undefined =>
  answer.ok ? undefined : answer.findings[0];
