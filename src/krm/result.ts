// One entry of `ResourceList.results`, and steps that yield a value or such entries.
import type { Identity } from './identity.ts';

type ResourceRef = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
};
/** Gravest first: kpt shows no more than the first few results. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** An entry of `results`, as the KRM functions specification has it. It never holds a credential. */
export type Result = {
  readonly message: string;
  readonly severity: Severity;
  readonly resourceRef?: ResourceRef;
  readonly field?: { readonly path: string };
  readonly file?: { readonly path: string; readonly index?: number };
};

/** A value with warnings and infos, or no value and at least one error. */
export type Checked<T> = {
  readonly value?: T;
  readonly results: readonly Result[];
};

export const isError = ({ severity }: Result): boolean => severity === 'error';

/** Makes a result on an object; `path` is the field, as in `spec.template`. */
export function resultOn(
  { apiVersion, kind, name, namespace, path: file, index }: Identity,
  severity: Severity,
  message: string,
  path?: string,
): Result {
  return {
    message,
    severity,
    resourceRef: { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) },
    ...(path !== undefined && { field: { path } }),
    ...(file !== undefined && { file: { path: file, ...(index !== undefined && { index }) } }),
  };
}
