// What came of one pass.
import type { Failure } from './port.ts';
import type { Remark } from './remark.ts';

export const RESULTS = [
  /** Nothing was to do. */
  'synced',
  /** Something was to do, and is done. */
  'written',
  /** For an object that is not there yet. */
  'waiting',
  /** The source cannot be used. */
  'invalid',
  /** The target is not ours. */
  'refused',
  /** A second writer undid the last write; the next one is held back for a while. */
  'contested',
  /** An object changed between reading and writing. */
  'conflict',
  /** The API server refused, or did not answer. */
  'failed',
] as const;

export type Outcome = {
  readonly result: (typeof RESULTS)[number];
  readonly remarks: readonly Remark[];
  /** As in `update Secret "a/b": its content differs`. */
  readonly writes: readonly string[];
  /** Whether the target is, after the pass, no copy for pods to use; undefined where not known. */
  readonly drift?: boolean;
  /** The source's payload, base64: for a fingerprint only. */
  readonly payload?: string;
  /** Of the source Secret: Events refer to it. */
  readonly sourceUid?: string;
  readonly failure?: Failure;
  /** Milliseconds after which a held-back write may be made. */
  readonly waitMs?: number;
};

/** Whether the pass came to its end, be it to wait for a user or an object. */
export const isDone = ({ result }: Outcome): boolean =>
  result !== 'failed' && result !== 'conflict';
