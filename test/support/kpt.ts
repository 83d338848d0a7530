// Runs the real kpt with the built function on copies of packages.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The bundle, as a command line for `--exec`. */
export const FUNCTION = `${process.execPath} ${join(ROOT, 'dist/function.js')}`;

export type Run = { readonly status: number; readonly output: string };

/** Runs kpt; its status and all that it printed. */
export const kpt = (...args: readonly string[]): Promise<Run> =>
  new Promise(resolve => {
    execFile('kpt', args, { cwd: tmpdir() }, (error, stdout, stderr) => {
      const status = error === null ? 0 : Number(error.code ?? 1);
      resolve({ status, output: stdout + stderr });
    });
  });

/** A copy of a folder's files in a temporary folder, writable; the caller removes it. */
export async function copyOf(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'epr-'));
  for (const file of await filesOf(source)) {
    await cp(join(source, file), join(folder, file), { mode: 0 });
  }
  return folder;
}

/** The embedded package: what the repository's Kptfile needs, and nothing else. */
export async function embeddedPackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'epr-'));
  for (const file of ['Kptfile', '2-function-runner.yaml', 'fn-config/docker-config.yaml']) {
    await cp(join(ROOT, file), join(folder, file));
  }
  return folder;
}

/** Text of every file by its path in the folder. */
export async function contents(folder: string): Promise<Record<string, string>> {
  const files = await filesOf(folder);
  const texts = files.sort().map(async file => [file, await readFile(join(folder, file), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts));
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)));
}
