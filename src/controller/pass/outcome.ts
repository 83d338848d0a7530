// What came of one pass.
import { type Finding, note, warning } from '../../findings/finding.ts';
import type { Failure } from '../api/cluster.ts';
import { called, type Ref, type Refs } from '../api/objects.ts';
import type { Written } from './apply.ts';

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
  /** A second writer undid a write; the next one is held back for a while. */
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
  /** The failure is about the ServiceAccount alone: what becomes of the copy does not hang on it. */
  readonly isPartial?: boolean;
  /** The resourceVersions of the objects as it read or wrote them. */
  readonly versions?: Readonly<Partial<Record<keyof Refs, string>>>;
  /** Milliseconds after which a held-back write may be made. */
  readonly waits?: Readonly<Partial<Record<Written, number>>>;
  /** The function runner may still write the payload before this one. */
  readonly isRotating?: boolean;
};

/** Whether the pass came to its end, even if only to wait for a user or an object. */
export const isDone = ({ result }: Outcome): boolean =>
  result !== 'failed' && result !== 'conflict';

type BrokenOff = Pick<Outcome, 'result' | 'findings'> & { readonly failure: Failure };

/** A pass that could not read. */
export const unread = (failure: Failure): BrokenOff & { readonly writes: readonly [] } => ({
  ...brokenOff(failure, []),
  writes: [],
});

/** A pass that could not write. Unlike a read, a write can go unanswered while Events are accepted. */
export const unwritten = (failure: Failure, findings: readonly Finding[]): BrokenOff =>
  brokenOff(failure, SILENT.has(failure.kind) ? [...findings, writeFailing(failure)] : findings);

const SILENT: ReadonlySet<Failure['kind']> = new Set(['unavailable', 'unreachable']);

const writeFailing = ({ message }: Failure): Finding =>
  warning(
    'write-failing',
    `${message}. The sync keeps trying; if this lasts, check the API server and its admission webhooks.`,
  );

/** A second writer of an object that does not stop. */
export const contested = (ref: Ref): Finding =>
  warning(
    ref.resource === 'secrets' ? 'target-contested' : 'service-account-contested',
    `Another writer has undone the sync's writes to ${called(ref)} for minutes, so the sync writes less ` +
      'often. Find that writer in `metadata.managedFields`, and stop it.',
  );

export function brokenOff(failure: Failure, findings: readonly Finding[]): BrokenOff {
  const finding = EXPLAINED[failure.kind]?.(failure);
  return {
    result: RESULT_OF[failure.kind] ?? 'failed',
    findings: finding === undefined ? findings : [...findings, finding],
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
  unmounted: ({ message }) =>
    warning(
      'credentials-unmounted',
      `${message}. The kubelet mounts this file for the pod's ServiceAccount; check that ` +
        '`automountServiceAccountToken` is not false.',
    ),
  rejected: ({ message }) =>
    warning(
      'rejected',
      `${message}. The API server or an admission webhook rejected the object; see its logs for ` +
        'the rule that failed.',
    ),
};
