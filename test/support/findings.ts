// Steps and findings as the tables of the tests write them.
import type { Finding } from '../../src/findings/finding.ts';
import type { Step } from '../../src/findings/step.ts';

/** Each as `severity at: code`. */
export const codesOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, at, code }) => `${severity} ${at}: ${code}`);

/** Each as `severity at: message`. */
export const wordsOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, at, message }) => `${severity} ${at}: ${message}`);

/** Undefined for a step that failed. */
export const valueIn = <T>(step: Step<T, unknown>): T | undefined =>
  step.ok ? step.value : undefined;
