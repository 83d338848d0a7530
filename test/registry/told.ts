// Findings as lines for the tables of the tests.
import type { Finding } from '../../src/registry/finding.ts';

/** Each as `severity at: message`. */
export const told = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, at, message }) => `${severity} ${at}: ${message}`);
