// A stand-in for Porch's function runner, or for its server: their own programs are not to be had in tests.
// It ends at a flag that its release does not know, and says over HTTP what it sees; it evaluates nothing.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { readFlags } from './flags.ts';
import { dockerConfigPath, type Flags, manifestStatus } from './registry.ts';

/**
 * `/`: its user, its flags and a hash of its docker config, where it has one; `/changed`: the same, once the
 * kubelet has written that anew; `/IMAGE`: the registry's answer for that image.
 */
async function answer(path: string, flags: Flags): Promise<object> {
  if (path === '/changed') await changed(dockerConfigPath(flags));
  else if (path !== '/') return { status: await manifestStatus(path.slice(1), flags) };
  const hash = hashOf(dockerConfigPath(flags));
  return { user: process.getuid?.(), flags: Object.fromEntries(flags), hash };
}

const hashOf = (file: string): string | undefined =>
  existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : undefined;

async function changed(file: string): Promise<void> {
  const before = hashOf(file);
  for await (const _ of watch(dirname(file))) if (hashOf(file) !== before) return;
}

// As the first process of its container it would not heed it.
process.once('SIGTERM', () => process.exit());

try {
  const flags = readFlags(process.argv.slice(2), process.env.STAND_IN_FOR ?? '');
  createServer(async ({ url = '/' }, response) => {
    const said = await answer(url, flags).catch(error => ({ error: error.code ?? 'unknown' }));
    response.end(JSON.stringify(said));
  }).listen(Number(flags.get('port') ?? 9445));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
