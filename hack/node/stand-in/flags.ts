// The flags of one release of Porch's function runner, read as Go's `flag` package reads them.
import { ENABLE_FLAGS, RUNNER_FLAGS, TLS_ENABLE, TLS_PATH } from '../../../src/porch/flags.ts';
import { releaseOf } from '../../../src/porch/releases.ts';

const BOOLEANS: readonly string[] = [...ENABLE_FLAGS, TLS_ENABLE, 'warm-up-pod-cache'];

/** Whether the release of that image tag has the flag. */
function isDefined(name: string, tag: string): boolean {
  const { enableFlag, tls } = releaseOf(tag);
  if (ENABLE_FLAGS.some(flag => flag === name)) return name === enableFlag;
  return RUNNER_FLAGS.has(name) && (tls || ![TLS_ENABLE, TLS_PATH].includes(name));
}

/** Throws, in Go's words, at the first flag with which the runner would end. */
export function readFlags(items: readonly string[], tag: string): Map<string, string> {
  const flags = new Map<string, string>();
  for (let index = 0; index < items.length; index++) {
    const item = items[index] ?? '';
    // Go reads no flag behind the first item that is none.
    if (!item.startsWith('-') || item === '-' || item === '--') break;
    const [, name = '', value] = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(item) ?? [];
    if (name === '') throw new Error(`bad flag syntax: ${item}`);
    if (!isDefined(name, tag)) throw new Error(`flag provided but not defined: -${name}`);
    if (!BOOLEANS.includes(name)) flags.set(name, value ?? items[++index] ?? needed(name));
    else if (/^(true|false)$/.test(value ?? 'true')) flags.set(name, value ?? 'true');
    else throw new Error(`invalid boolean value "${value}" for -${name}`);
  }
  return flags;
}

function needed(name: string): never {
  throw new Error(`flag needs an argument: -${name}`);
}
