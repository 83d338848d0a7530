// The pull-secret sync against a real API server: from the source's change to the target's, and at rest.
import { assets } from '../test/cluster.ts';
import { dockerConfig, Scene } from '../test/integration/scene.ts';
import { sharedCluster } from '../test/integration/shared-cluster.ts';

const ROTATIONS = Number(process.env.ROTATIONS ?? 200);

/** Milliseconds from the write of the source until the target holds the same bytes. */
async function rotation(scene: Scene, number: number): Promise<number> {
  const text = dockerConfig(`rotation-${number}`);
  const start = performance.now();
  await scene.putSource(text);
  while (!(await scene.isSynced(text)));
  return performance.now() - start;
}

async function measure(): Promise<void> {
  const cluster = await sharedCluster();
  const scene = await Scene.open();
  try {
    const sidecar = await scene.start({ LOG_LEVEL: 'info' });
    await scene.putSource(dockerConfig('first'));
    await scene.synced(dockerConfig('first'));
    const atRest = sidecar.residentMemory();
    const before = await sidecar.metric('pull_secret_sync_passes_total{result="written"}');
    const latencies: number[] = [];
    for (let number = 0; number < ROTATIONS; number++)
      latencies.push(await rotation(scene, number));
    const writes =
      (await sidecar.metric('pull_secret_sync_passes_total{result="written"}')) - before;
    latencies.sort((a, b) => a - b);
    const at = (share: number) => (latencies[Math.floor((ROTATIONS - 1) * share)] ?? 0).toFixed(0);
    process.stdout.write(
      [
        '| rotations | median | 99 % | worst | writes each | RSS at rest | RSS after |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        `| ${ROTATIONS} | ${at(0.5)} ms | ${at(0.99)} ms | ${at(1)} ms | ${(writes / ROTATIONS).toFixed(2)} | ${atRest.toFixed(0)} MiB | ${sidecar.residentMemory().toFixed(0)} MiB |`,
        '',
      ].join('\n'),
    );
  } finally {
    await scene.close();
    await cluster.stop();
  }
}

if (assets() === undefined) {
  process.stdout.write('Skipped: a kube-apiserver and etcd are not there (hack/envtest/build)\n');
} else await measure();
