// The function runner's command line, read as Go's standard `flag` package reads it.
import { posix } from 'node:path';
import type { EnableFlag } from './releases.ts';

/** How the names of both begin. */
export const AUTH_FLAGS = 'registry-auth-secret-';
export const AUTH_PATH = 'registry-auth-secret-path';
export const AUTH_NAME = 'registry-auth-secret-name';
export const TLS_ENABLE = 'enable-private-registries-tls';
export const TLS_PATH = 'tls-secret-path';
export const ENABLE_FLAGS: readonly EnableFlag[] = [
  'enable-private-registries',
  'enable-private-registry',
];
/** No release has these: early documents named them. Each ends the runner, like any unknown flag. */
export const NEVER_RELEASED = {
  tlsEnable: ['enable-tls-registry', 'enable-private-registry-tls'],
  authPath: ['custom-repo-secret-path'],
} as const;
export const CONFIG = 'config';
export const FUNCTIONS = 'functions';
export const POD_NAMESPACE = 'pod-namespace';
export const DEFAULT_POD_NAMESPACE = 'porch-fn-system';

/** Flags without a value of their own: as `--flag true` the second item would end the parsing. */
export const BOOLEANS: ReadonlySet<string> = new Set([
  ...ENABLE_FLAGS,
  TLS_ENABLE,
  ...NEVER_RELEASED.tlsEnable,
  'warm-up-pod-cache',
]);
/** Flags of Porch's server, which evaluates functions in the layout after v1.6. */
export const SERVER_FLAGS = [
  'cache-directory',
  'cache-type',
  'cert-dir',
  'coreapi-kubeconfig',
  'db-push-drafts-to-git',
  'default-image-prefix',
  'disable-admission-plugins',
  'function-runner',
  'pod-evaluator-port',
  'repo-operation-retry-attempts',
  'repo-sync-frequency',
  'retryable-git-errors',
  'secure-port',
  'standalone-debug-mode',
  'use-user-cabundle',
];

/** All flags of the evaluator; they set its arguments apart from those of a wrapper such as `tini`. */
export const RUNNER_FLAGS: ReadonlySet<string> = new Set([
  ...BOOLEANS,
  AUTH_PATH,
  ...NEVER_RELEASED.authPath,
  AUTH_NAME,
  CONFIG,
  FUNCTIONS,
  'disable-runtimes',
  'function-pod-template',
  'kubeconfig',
  'log-level',
  'max-parallel-pods-per-function',
  'max-request-body-size',
  'max-waitlist-length',
  'pod-cache-config',
  POD_NAMESPACE,
  'pod-ttl',
  'port',
  'scan-interval',
  TLS_PATH,
  ...SERVER_FLAGS,
]);
const FLAG = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/;
/** What Go's `strconv.ParseBool` takes for a boolean, and for `true`. */
const BOOLEAN = /^(?:[tTfF10]|true|True|TRUE|false|False|FALSE)$/;
const TRUE = /^(?:[tT1]|true|True|TRUE)$/;

/** Whether a boolean flag of that value is on; one without a value is. */
export const isTrue = (value: string | undefined): boolean =>
  value === undefined || TRUE.test(value);

export type Flag = {
  readonly name: string;
  /** `undefined` for a boolean without `=`, and for a flag at the end that lacks its value. */
  readonly value: string | undefined;
  /** Index of the flag's item, and how many items it takes: 2 for `--flag value`. */
  readonly index: number;
  readonly width: 1 | 2;
};

/** The flags of a `command` or `args`, in order. */
export function parseFlags(items: readonly string[]): Flag[] {
  const flags: Flag[] = [];
  for (let index = 0; index < items.length; index++) {
    const [, name, value] = FLAG.exec(items[index] ?? '') ?? [];
    if (name === undefined) continue;
    const next = items[index + 1];
    const takesNext = value === undefined && next !== undefined && takes(name, next);
    const width = takesNext ? 2 : 1;
    flags.push({ name, value: takesNext ? next : value, index, width });
    index += width - 1;
  }
  return flags;
}

const SHELLS = new Set(['sh', 'ash', 'bash', 'dash']);

/** Whether a shell runs the server from one string, in which no flag can be read. */
export function isShellCommand(items: readonly string[]): boolean {
  const shell = items.findIndex(item => SHELLS.has(posix.basename(item)));
  return shell >= 0 && items.slice(shell).some(item => /^-[a-z]*c$/.test(item));
}

/**
 * The index of the item at which Go ends the reading of flags although flags of the evaluator follow; what
 * stands before its own first flag is a wrapper's, or its program. `undefined` where all are read.
 *
 * @param isCorrected whether a flag's value will be in the flag's own item
 */
export function endOfFlags(
  items: readonly string[],
  isCorrected: (flag: Flag) => boolean = () => false,
): number | undefined {
  const flags = parseFlags(items);
  const start = flags.findIndex(({ name }) => RUNNER_FLAGS.has(name));
  const first = flags[start];
  if (first === undefined) return undefined;
  // Behind more than a program it is a wrapper that ends its own flags so.
  if (first.index <= 2 && /^--?$/.test(items[first.index - 1] ?? '')) return first.index - 1;
  let next = first.index;
  for (const flag of flags.slice(start)) {
    const { name, index, width } = flag;
    if (index > next) return next;
    next = index + width;
    const isLast = flag === flags.at(-1);
    if (BOOLEANS.has(name) && width === 2 && !isLast && !isCorrected(flag)) return index + 1;
  }
  return undefined;
}

/** A stray `true` behind a boolean is taken with it, so that it goes when the flag is set. */
const takes = (name: string, next: string): boolean =>
  BOOLEANS.has(name) ? BOOLEAN.test(next) : !FLAG.test(next);
