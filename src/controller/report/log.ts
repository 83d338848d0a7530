// JSON logs, one line each, on stdout.
import { createHmac, randomBytes } from 'node:crypto';
import { type Logger, pino } from 'pino';

/** Takes messages and named texts. Errors are never logged as they are: they can hold a request. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

export const createLog = (level: string): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
  });

/**
 * A payload's name in logs, to tell two of them apart: 8 hex digits under a key that each process draws
 * for itself, so that no guess at a credential can be checked against them.
 */
export function createFingerprint(key: Uint8Array = randomBytes(32)): (payload: string) => string {
  return payload => createHmac('sha256', key).update(payload).digest('hex').slice(0, 8);
}

/** The printable part of an unexpected error: its name and its stack, not its message. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}
