// Finds the folder with the kube-apiserver and etcd binaries; `hack/envtest/build` makes it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const build = fileURLToPath(new URL('../../hack/envtest/build', import.meta.url));

/** The folder, or undefined where nothing is built: then a test can only be skipped. */
export function assets(): string | undefined {
  const { status, stdout } = spawnSync(build, ['--built'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
