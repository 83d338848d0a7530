// A real private registry with a password, on loopback.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { startDaemon } from '../cluster/daemon.ts';
import { freePort } from '../cluster/port.ts';
import { output } from './run.ts';

export interface PrivateRegistry {
  /** As image names have it: 127.0.0.1 and a port. */
  readonly host: string;
  /** Ends the registry and removes what was pushed. */
  stop(): Promise<void>;
}

/** Resolves once the registry refuses a request without credentials. */
export async function startPrivateRegistry(
  username: string,
  password: string,
): Promise<PrivateRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'));
  const host = `127.0.0.1:${await freePort()}`;
  const users = join(folder, 'htpasswd');
  const config = join(folder, 'config.yml');
  await writeFile(users, await output('htpasswd', ['-Bbn', username, password]));
  await writeFile(
    config,
    dump({
      version: '0.1',
      http: { addr: host },
      auth: { htpasswd: { realm: 'private', path: users } },
      storage: { filesystem: { rootdirectory: join(folder, 'images') } },
    }),
  );
  const refuses = () =>
    fetch(`http://${host}/v2/`, { signal: AbortSignal.timeout(5_000) }).then(
      answer => answer.status === 401,
      () => false,
    );
  const log = join(folder, 'registry.log');
  const daemon = await startDaemon('docker-registry', ['serve', config], log, refuses);
  const stop = async () => {
    await daemon.stop('SIGTERM');
    await rm(folder, { recursive: true });
  };
  return { host, stop };
}
