// What came of one pass.
import { type Finding, note, warning } from '../../findings/finding.ts';
import type { Failure } from '../api/cluster.ts';

export const RESULTS = [
  /** Nothing was to do. */
  'synced',
  /** Something was to do, and is done. */
  'written',
  /** For an object that does not exist yet. */
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
  /**
   * For the log; warnings, which a user must act on, also become Events. They name objects and
   * fields, and never hold a value of the Secret.
   */
  readonly findings: readonly Finding[];
  /** What was written and why. */
  readonly writes: readonly Finding[];
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

/** Whether the pass came to its end, even if only to wait for a user or an object. */
export const isDone = ({ result }: Outcome): boolean =>
  result !== 'failed' && result !== 'conflict';

/** A pass that the cluster broke off, with what it had found and written until then. */
export function brokenOff(
  failure: Failure,
  findings: readonly Finding[],
  writes: readonly Finding[],
): Outcome & { failure: Failure } {
  const finding = EXPLAINED[failure.kind]?.(failure);
  return {
    result: RESULT_OF[failure.kind] ?? 'failed',
    findings: finding === undefined ? findings : [...findings, finding],
    writes,
    failure,
  };
}

const RESULT_OF: Partial<Record<Failure['kind'], Outcome['result']>> = {
  absent: 'waiting', // on a create: the namespace does not exist
  terminating: 'waiting',
  conflict: 'conflict',
};

const EXPLAINED: Partial<Record<Failure['kind'], (failure: Failure) => Finding>> = {
  absent: ({ message }) =>
    note('namespace-missing', `${message}. The namespace does not exist; create it.`),
  terminating: ({ message }) =>
    note(
      'namespace-terminating',
      `${message}. The namespace is being deleted; create it again once it is gone.`,
    ),
  unauthenticated: ({ message }) =>
    warning(
      'unauthorized',
      `${message}. Authentication failed: check that the sync's ServiceAccount exists and that ` +
        'its token was issued by this cluster.',
    ),
  denied: ({ message }) =>
    warning(
      'forbidden',
      `${message}. Check that the namespace exists and that the sync's Role and RoleBinding are ` +
        'applied there; if they are, a quota or an admission policy is denying the request.',
    ),
  rejected: ({ message }) =>
    warning(
      'rejected',
      `${message}. The API server or an admission webhook rejected the object; see its logs for ` +
        'the rule that failed.',
    ),
};
