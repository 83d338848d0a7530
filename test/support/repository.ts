// A folder under git, so that what changed in it reads as a patch.
import { spawnSync } from 'node:child_process';

const IDENTITY = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
/** What a user's own configuration may change in a patch. */
const PLAIN = ['--no-color', '--no-ext-diff', '--no-renames', '--abbrev=7', '--src-prefix=a/'];

export function commitAll(folder: string): void {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all', '--force');
  git(folder, ...IDENTITY, 'commit', '--quiet', '--no-gpg-sign', '--message=before');
}

/** The patch from the commit to the files as they are, new ones included; empty where nothing changed. */
export function patchOf(folder: string): string {
  git(folder, 'add', '--all', '--force');
  return git(folder, 'diff', '--cached', ...PLAIN, '--dst-prefix=b/', 'HEAD');
}

function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`);
  return stdout;
}
