// What the sync asks of a cluster. Nothing here throws: a refusal is a value.
import type { Step } from '../../findings/step.ts';
import type { Kinds, Ref } from './objects.ts';

export type FailureKind =
  /** 404 on a write: the object or its namespace does not exist. */
  | 'absent'
  /** 409: the object is not as it was read. */
  | 'conflict'
  /** 410: the version to watch from is no longer known. */
  | 'gone'
  /** 401. */
  | 'unauthenticated'
  /** 403: a right or the namespace is missing, which RBAC does not tell apart; a quota; a policy. */
  | 'denied'
  /** 403 on a create: the namespace is being deleted. */
  | 'terminating'
  /** Any other 4xx: the same request would fail again. */
  | 'rejected'
  /** 429, or a 5xx. */
  | 'unavailable'
  /** No answer. */
  | 'unreachable'
  /** A file that the kubelet mounts for the pod cannot be read: there was no request. */
  | 'unmounted'
  /** A bug of ours: there was no request. */
  | 'broken';

/**
 * Safe to print: of what the server sent, only the status, its one-word reason and the name of the
 * webhook, policy or quota that refused are kept.
 */
export type Failure = {
  readonly kind: FailureKind;
  /** As in `update Secret "a/b": 409 Conflict`. */
  readonly message: string;
  readonly retryAfterMs?: number;
};

export type WatchListener = {
  /** The server has accepted the watch. */
  readonly started: () => void;
  /** The object was added, changed or deleted; the version that it has now. */
  readonly changed: (resourceVersion: string | undefined) => void;
  /** A later watch can continue from here: comes with each change, and about once a minute. */
  readonly reached: (resourceVersion: string) => void;
};

export type WatchOptions = {
  /** Undefined: from now on, beginning with the object as it is. */
  readonly from: string | undefined;
  /** After this the server ends the watch. */
  readonly seconds: number;
  readonly signal: AbortSignal;
};

export interface Cluster {
  /** Undefined where the object or its namespace does not exist. */
  get<K extends keyof Kinds>(ref: Ref<K>): Promise<Step<Kinds[K] | undefined, Failure>>;
  /** Comes to the new object's resourceVersion. */
  create(ref: Ref, object: object): Promise<Step<string, Failure>>;
  /**
   * A JSON merge patch, under the resourceVersion in it where it has one. Comes to the changed
   * object's resourceVersion.
   */
  patch(ref: Ref, patch: object): Promise<Step<string, Failure>>;
  /** The names of the pods that a label selector, as in `app=a,tier=b`, selects. */
  pods(namespace: string, selector: string): Promise<Step<readonly string[], Failure>>;
  /** Resolves when the watch is over: undefined at its regular end and when it was aborted. */
  watch(ref: Ref, options: WatchOptions, listener: WatchListener): Promise<Failure | undefined>;
  /** Breaks off every request and watch in flight. */
  close(): void;
}
