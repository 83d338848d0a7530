// What a test needs of the machine: without it the test is skipped by name, or fails where all is required.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const REQUIRE_ALL = process.env.REQUIRE_ALL === '1';

const GO = 'https://go.dev/doc/install';
/** How to have it; for the others the name says enough. */
const WAYS: Readonly<Record<string, string>> = {
  'a Docker engine': 'apt-get install docker.io, and start dockerd',
  'docker-registry': 'apt-get install docker-registry',
  git: 'apt-get install git',
  Go: GO,
  'go, which builds hack/readers': GO,
  htpasswd: 'apt-get install apache2-utils',
  kpt: 'https://kpt.dev/installation/',
  kubectl: 'https://kubernetes.io/docs/tasks/tools/',
  skopeo: 'apt-get install skopeo',
  'the real manifests': 'packages of Porch in ../shared/manifests, beside the repository',
};

/** What tests of this run need and the machine lacks, by the suite that asked for it. */
const lacking = new WeakMap<object, string>();

/** Why a test was skipped, and how to have it run; `undefined` where no need was the reason. */
export function lackOf(test: Mocha.Test): string | undefined {
  let suite = test.parent;
  while (suite !== undefined && !lacking.has(suite)) suite = suite.parent;
  const what = suite && lacking.get(suite);
  if (what === undefined) return undefined;
  return WAYS[what] === undefined ? what : `${what}: ${WAYS[what]}`;
}

/** To be called in `describe`: its tests are skipped where `present` is false, or says so when they are due. */
export function needs(what: string, present: boolean | (() => boolean)): void {
  before(`needs ${what}`, function () {
    if (typeof present === 'function' ? present() : present) return;
    if (REQUIRE_ALL) throw new Error(`${what} must be there: REQUIRE_ALL is set`);
    if (this.test?.parent) lacking.set(this.test.parent, what);
    this.skip();
  });
}

/** Whether a program of that name can be started. */
export const hasProgram = (name: string, ...args: readonly string[]): boolean =>
  spawnSync(name, args, { stdio: 'ignore' }).error === undefined;

/** A folder of real packages beside the repository, where it is there. */
export const MANIFESTS = fileURLToPath(new URL('../../../shared/manifests/', import.meta.url));
export const hasManifests = existsSync(MANIFESTS);
