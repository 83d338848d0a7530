// One API server for all integration tests of a run, started by the first that asks.
import { assets, type Cluster, startCluster } from '../cluster.ts';
import { needs } from '../support/needs.ts';

let started: Promise<Cluster> | undefined;

/** To be called in `describe`: skips its tests by name where there is no API server. */
export function needsCluster(): void {
  needs('a kube-apiserver and etcd (hack/envtest/build)', assets() !== undefined);
}

export function sharedCluster(): Promise<Cluster> {
  started ??= startCluster();
  return started;
}

// The benchmark runs without mocha, and stops the cluster by itself.
globalThis.after?.(async () => {
  await (await started)?.stop();
});
