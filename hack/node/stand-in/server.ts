// A stand-in for Porch's function runner, whose own program is not to be had in tests. It ends at a flag
// that its release does not know, and says over HTTP what the runner would see; it evaluates nothing.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { readFlags } from './flags.ts';
import { dockerConfig, dockerConfigPath, type Flags, manifestStatus } from './registry.ts';

/**
 * `/`: its user, its flags and a hash of the docker config; `/changed`: the same, once the kubelet has
 * written that anew; `/IMAGE`: the registry's answer for that image.
 */
async function answer(path: string, flags: Flags): Promise<object> {
  if (path === '/changed') await once(watch(dirname(dockerConfigPath(flags))), 'change');
  else if (path !== '/') return { status: await manifestStatus(path.slice(1), flags) };
  const hash = createHash('sha256').update(dockerConfig(flags)).digest('hex');
  return { user: process.getuid?.(), flags: Object.fromEntries(flags), hash };
}

// As the first process of its container it would not heed it.
process.once('SIGTERM', () => process.exit());

try {
  const flags = readFlags(process.argv.slice(2), process.env.RELEASE ?? '');
  createServer(async ({ url = '/' }, response) => {
    const said = await answer(url, flags).catch(error => ({ error: error.code ?? 'unknown' }));
    response.end(JSON.stringify(said));
  }).listen(Number(flags.get('port') ?? 9445));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
