// What a step reports: its code, how grave it is, and what the user must know or do.
import type { Code } from './codes.ts';

/** Gravest first: kpt shows no more than the first few results. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `message` and `at` hold no part of any value that the user gave. */
export type Finding = {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  /** The field inside the input, as in `registries[1].password`; empty for the input as a whole. */
  readonly at: string;
};

const finding =
  (severity: Severity) =>
  (code: Code, message: string, at = ''): Finding => ({ code, severity, message, at });

export const error = finding('error');
export const warning = finding('warning');
export const note = finding('info');

export const isError = ({ severity }: { readonly severity: Severity }): boolean =>
  severity === 'error';
