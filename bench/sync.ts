// The pull-secret sync against a real API server: from the source's change to the target's, and at rest.
// With --json, as JSON. Exit status 1 where a figure is above its target.
import { assets } from '../test/cluster.ts';
import { Relay } from '../test/integration/relay.ts';
import { dockerConfig, Scene } from '../test/integration/scene.ts';
import { sharedCluster } from '../test/integration/shared-cluster.ts';

const ROTATIONS = Number(process.env.ROTATIONS ?? 200);
/** So many more by way of a relay, which counts requests and is too slow to time any. */
const COUNTED = 50;

type Figure = { readonly name: string; readonly value: number; readonly most?: number };

/** Milliseconds from the write of the source until the target holds the same bytes. */
async function rotation(scene: Scene, number: number): Promise<number> {
  const text = dockerConfig(`rotation-${number}`);
  const start = performance.now();
  await scene.putSource(text);
  while (!(await scene.isSynced(text)));
  return performance.now() - start;
}

async function rotations(scene: Scene, count: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let number = 0; number < count; number++) latencies.push(await rotation(scene, number));
  return latencies.sort((a, b) => a - b);
}

async function inScene(measure: (scene: Scene) => Promise<Figure[]>): Promise<Figure[]> {
  const scene = await Scene.open();
  try {
    await scene.putSource(dockerConfig('first'));
    return await measure(scene);
  } finally {
    await scene.close();
  }
}

async function latency(scene: Scene): Promise<Figure[]> {
  const sync = await scene.start({ LOG_LEVEL: 'info' });
  await scene.synced(dockerConfig('first'));
  const atRest = sync.residentMemory();
  const sorted = await rotations(scene, ROTATIONS);
  const at = (share: number) => sorted[Math.floor((ROTATIONS - 1) * share)] ?? 0;
  return [
    { name: `ms from source to target, median of ${ROTATIONS}`, value: at(0.5), most: 250 },
    { name: 'ms, 99 %', value: at(0.99) },
    { name: 'ms, worst', value: at(1), most: 1000 },
    { name: 'MiB resident at rest', value: atRest },
    { name: `MiB resident after ${ROTATIONS}`, value: sync.residentMemory(), most: 120 },
  ];
}

async function requests(scene: Scene): Promise<Figure[]> {
  const relay = await Relay.start(scene.cluster);
  try {
    await scene.start({}, relay.url);
    await scene.synced(dockerConfig('first'));
    relay.seen.length = 0;
    await rotations(scene, COUNTED);
    const sent = relay.seen.filter(({ isWatch }) => !isWatch).length;
    return [{ name: 'requests each rotation', value: sent / COUNTED }];
  } finally {
    relay.stop();
  }
}

async function main(): Promise<void> {
  const cluster = await sharedCluster();
  try {
    const figures = [...(await inScene(latency)), ...(await inScene(requests))];
    const isJson = process.argv.includes('--json');
    const rows = figures.map(
      ({ name, value, most }) => `| ${name} | ${value.toFixed(1)} | ${most ? `≤ ${most}` : ''} |`,
    );
    const table = ['| figure | value | target |', '| --- | --- | --- |', ...rows].join('\n');
    process.stdout.write(`${isJson ? JSON.stringify(figures, null, 2) : table}\n`);
    if (figures.some(({ value, most = value }) => value > most)) process.exitCode = 1;
  } finally {
    await cluster.stop();
  }
}

if (assets() === undefined) {
  process.stdout.write('Skipped: a kube-apiserver and etcd are not there (hack/envtest/build)\n');
} else await main();
