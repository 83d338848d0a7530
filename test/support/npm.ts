// npm in a folder of a test's own: what it installs comes from its cache where it can.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function npm(folder: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  return { ok: status === 0, stdout, said: stdout + stderr };
}

/** Makes the folder a package of its own, with others in it; says what went wrong. */
export function install(folder: string, ...packages: readonly string[]) {
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  return npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', ...packages);
}
