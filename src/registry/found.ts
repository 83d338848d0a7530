// Makes findings, and decides with them whether there is a value.
import type { Finding, Found } from './finding.ts';

export const error = (message: string, at: string): Finding => ({ severity: 'error', message, at });
export const warning = (message: string, at: string): Finding => ({
  severity: 'warning',
  message,
  at,
});
export const note = (message: string, at: string): Finding => ({ severity: 'info', message, at });

/** The value with its findings, or the findings alone where one of them is an error. */
export function found<T>(value: T, findings: readonly Finding[]): Found<T> {
  return findings.some(({ severity }) => severity === 'error') ? { findings } : { value, findings };
}

/** The values in their order with all findings, or the findings alone where one has no value. */
export function all<T>(founds: readonly Found<T>[]): Found<readonly T[]> {
  const values = founds.flatMap(({ value }) => (value === undefined ? [] : [value]));
  return found(
    values,
    founds.flatMap(({ findings }) => findings),
  );
}
