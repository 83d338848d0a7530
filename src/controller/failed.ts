// The outcome of a pass that the cluster broke off, with what a user must do about it.
import type { Outcome } from './outcome.ts';
import type { Failure } from './port.ts';
import type { Remark } from './remark.ts';

/** Beside the remarks and writes that the pass had come to. */
export function failed(
  failure: Failure,
  remarks: readonly Remark[],
  writes: readonly string[],
): Outcome & { failure: Failure } {
  const remark = remarkOn(failure);
  return {
    result: RESULT_OF[failure.kind] ?? 'failed',
    remarks: remark === undefined ? remarks : [...remarks, remark],
    writes,
    failure,
  };
}

const RESULT_OF: Partial<Record<Failure['kind'], Outcome['result']>> = {
  absent: 'waiting', // on a create: there is no namespace
  terminating: 'waiting',
  conflict: 'conflict',
};

function remarkOn({ kind, message }: Failure): Remark | undefined {
  const remark = REMARKS[kind];
  return remark && { ...remark, message: `${message}: ${remark.message}` };
}

const REMARKS: Partial<Record<Failure['kind'], Remark>> = {
  absent: { severity: 'info', reason: 'NamespaceMissing', message: 'the namespace must be there' },
  terminating: {
    severity: 'info',
    reason: 'NamespaceTerminating',
    message: 'the namespace is being deleted, and must be made again',
  },
  unauthenticated: {
    severity: 'warning',
    reason: 'Unauthorized',
    message:
      "the token is not accepted: the controller's ServiceAccount must exist, " +
      'and its token be of this cluster',
  },
  denied: {
    severity: 'warning',
    reason: 'Forbidden',
    message:
      "the namespace must exist, and the controller's Roles and RoleBindings be applied in it; " +
      'else a quota or a policy refuses',
  },
  rejected: {
    severity: 'warning',
    reason: 'Rejected',
    message: 'what the API server or an admission webhook does not accept must be mended',
  },
};
