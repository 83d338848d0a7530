// One entry of `ResourceList.results`, with the code of the finding that it came from.

import type { Code } from '../findings/codes.ts';
import type { Finding, Severity } from '../findings/finding.ts';
import type { Identity } from './identity.ts';

type ResourceRef = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
};

/** An entry of `results`, as the KRM functions specification has it. It never holds a credential. */
export type ResultEntry = {
  readonly message: string;
  readonly severity: Severity;
  readonly resourceRef?: ResourceRef;
  readonly field?: { readonly path: string };
  readonly file?: { readonly path: string; readonly index?: number };
};

/** The code is for tests and programs: users do not see it in `results`. */
export type Result = ResultEntry & { readonly code: Code };

export const entryOf = ({ code: _, ...entry }: Result): ResultEntry => entry;

/** A result on no object: on stdin, the package or the functionConfig as a whole. */
export const resultOf = ({ code, severity, message }: Finding): Result => ({
  code,
  message,
  severity,
});

/** A result on an object; `path` is the field, as in `spec.template`. */
export function resultOn(
  { apiVersion, kind, name, namespace, path: file, index }: Identity,
  { code, severity, message }: Omit<Finding, 'at'>,
  path?: string,
): Result {
  return {
    code,
    message,
    severity,
    resourceRef: { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) },
    ...(path !== undefined && { field: { path } }),
    ...(file !== undefined && { file: { path: file, ...(index !== undefined && { index }) } }),
  };
}

const on =
  (severity: Severity) =>
  (object: Identity, code: Code, message: string, path?: string): Result =>
    resultOn(object, { code, severity, message }, path);

export const errorOn = on('error');
export const warningOn = on('warning');
export const infoOn = on('info');
