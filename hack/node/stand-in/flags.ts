// The flags of one program of Porch in one release, read as Go's `flag` package reads them.
import {
  AUTH_NAME,
  AUTH_PATH,
  ENABLE_FLAGS,
  NEVER_RELEASED,
  RUNNER_FLAGS,
  SERVER_FLAGS,
  TLS_ENABLE,
  TLS_PATH,
} from '../../../src/porch/flags.ts';
import { releaseOf } from '../../../src/porch/releases.ts';

const OTHER_BOOLEANS = ['warm-up-pod-cache', 'db-push-drafts-to-git'];
const BOOLEANS: readonly string[] = [...ENABLE_FLAGS, TLS_ENABLE, ...OTHER_BOOLEANS];
const TLS_FLAGS = [TLS_ENABLE, TLS_PATH];
const NONE: readonly string[] = Object.values(NEVER_RELEASED).flat();

/**
 * Whether a program such as `porch-function-runner:v1.5.6` has the flag. The tag `next` is the layout after
 * v1.6: there `porch-server` evaluates functions, and the function runner has lost all flags for that.
 */
function isDefined(name: string, program: string): boolean {
  const [server, tag] = program.split(':');
  const { enableFlag, tls, dropped = [] } = releaseOf(tag);
  const isServer = server === 'porch-server';
  if (NONE.includes(name) || dropped.includes(name)) return false;
  if (SERVER_FLAGS.includes(name)) return isServer || name === 'default-image-prefix';
  const isEnable = ENABLE_FLAGS.some(flag => flag === name);
  const isOfRegistries = isEnable || [AUTH_PATH, AUTH_NAME, ...TLS_FLAGS].includes(name);
  if (isOfRegistries && tag === 'next' && !isServer) return false;
  if (isEnable) return name === enableFlag;
  return RUNNER_FLAGS.has(name) && (tls || !TLS_FLAGS.includes(name));
}

/** Throws, in Go's words, at the first flag with which the program would end. */
export function readFlags(items: readonly string[], program: string): Map<string, string> {
  const flags = new Map<string, string>();
  for (let index = 0; index < items.length; index++) {
    const item = items[index] ?? '';
    // Go reads no flag behind the first item that is none.
    if (!item.startsWith('-') || item === '-' || item === '--') break;
    const [, name = '', value] = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(item) ?? [];
    if (name === '') throw new Error(`bad flag syntax: ${item}`);
    if (!isDefined(name, program)) throw new Error(`flag provided but not defined: -${name}`);
    if (!BOOLEANS.includes(name)) flags.set(name, value ?? items[++index] ?? needed(name));
    else if (/^(true|false)$/.test(value ?? 'true')) flags.set(name, value ?? 'true');
    else throw new Error(`invalid boolean value "${value}" for -${name}`);
  }
  return flags;
}

function needed(name: string): never {
  throw new Error(`flag needs an argument: -${name}`);
}
