// What a test needs of the machine: without it the test is skipped by name, or fails where all is required.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const REQUIRE_ALL = process.env.REQUIRE_ALL === '1';

/** To be called in `describe`: its tests are skipped where `present` is false, or says so when they are due. */
export function needs(what: string, present: boolean | (() => boolean)): void {
  before(`needs ${what}`, function () {
    if (typeof present === 'function' ? present() : present) return;
    if (REQUIRE_ALL) throw new Error(`${what} must be there: REQUIRE_ALL is set`);
    this.skip();
  });
}

/** Whether a program of that name can be started. */
export const hasProgram = (name: string, ...args: readonly string[]): boolean =>
  spawnSync(name, args, { stdio: 'ignore' }).error === undefined;

/** A folder of real packages beside the repository, where it is there. */
export const MANIFESTS = fileURLToPath(new URL('../../../shared/manifests/', import.meta.url));
export const hasManifests = existsSync(MANIFESTS);
