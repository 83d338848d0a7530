// The images of the tests: built once with the machine's Docker engine, and put into the node or its registry.
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { imageUnderTest } from '../image/image.ts';
import { docker, output } from '../image/run.ts';
import { ROOT } from '../support/documents.ts';
import { type Node, REGISTRY, TLS_REGISTRY } from './node.ts';
import { setLogin } from './registry.ts';

const FOLDER = join(ROOT, 'hack/node');
const ON_THE_NODE = 'docker.io/stand-in';
/** The runner's stand-ins: for the release of the embedded package, for an early one, for the next layout. */
export const STAND_IN = `${ON_THE_NODE}/porch-function-runner:v1.6.2`;
export const EARLY_STAND_IN = `${ON_THE_NODE}/porch-function-runner:v3.0.2`;
export const NEXT_STAND_IN = `${ON_THE_NODE}/porch-function-runner:next`;
/** The stand-in for Porch's server, which evaluates functions in the next layout. */
export const SERVER_STAND_IN = `${ON_THE_NODE}/porch-server:next`;
/** The first of them in the private registry alone. */
export const PRIVATE_STAND_IN = STAND_IN.replace('docker.io', REGISTRY);
/** The image under test, in the private registry alone. */
export const SYNC = `${REGISTRY}/porch/enable-private-registries:v1`;
/** What a function pod pulls: an image that only sleeps, in the private registry alone. */
export const FUNCTION = `${REGISTRY}/team/function:v1`;

/** The same image, as the registry behind TLS has it. */
export const behindTls = (image: string): string => image.replace(REGISTRY, TLS_REGISTRY);

export async function prepareImages(node: Node): Promise<void> {
  const pause = (await output(join(FOLDER, 'pause-image'), [])).trim();
  await preload(node, pause);
  for (const name of [STAND_IN, EARLY_STAND_IN, NEXT_STAND_IN, SERVER_STAND_IN]) {
    await buildStandIn(name);
    await preload(node, name);
  }
  await buildStandIn(PRIVATE_STAND_IN);
  const login = { username: 'maker', password: 'not_a_real_password' };
  await setLogin(node, login);
  for (const [image, name] of Object.entries({
    [pause]: FUNCTION,
    [PRIVATE_STAND_IN]: PRIVATE_STAND_IN,
    [await imageUnderTest()]: SYNC,
  })) {
    await push(node, image, name, `${login.username}:${login.password}`);
  }
}

/** Each is an image of its own: by that the kubelet knows what it has pulled. */
async function buildStandIn(name: string): Promise<void> {
  const base = (await output(join(ROOT, 'hack/base-image'), [])).trim();
  const folder = await mkdtemp(join(tmpdir(), 'stand-in-'));
  try {
    for (const [source, name] of [
      ['server', 'server'],
      ['probe', 'grpc-health-probe'],
    ]) {
      const outfile = join(folder, `${name}`);
      await build({
        entryPoints: [join(FOLDER, `stand-in/${source}.ts`)],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        banner: { js: '#!/nodejs/bin/node' },
      });
      await chmod(outfile, 0o755);
    }
    await copyFile(join(FOLDER, 'stand-in/Dockerfile'), join(folder, 'Dockerfile'));
    const values = { BASE_IMAGE: base, STAND_IN_FOR: basename(name) };
    const args = Object.entries(values).flatMap(([key, value]) => [
      '--build-arg',
      `${key}=${value}`,
    ]);
    await docker('build', '--tag', name, '--label', `name=${name}`, ...args, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const preload = (node: Node, image: string) =>
  output('bash', [
    '-euo',
    'pipefail',
    '-c',
    `docker save "$0" | "$@" ctr --namespace k8s.io images import -`,
    image,
    ...node.entering,
  ]);

const push = (node: Node, image: string, name: string, login: string) =>
  node.inNetwork([
    'skopeo',
    'copy',
    '--dest-tls-verify=false',
    `--dest-creds=${login}`,
    ...(process.env.DOCKER_HOST ? [`--src-daemon-host=${process.env.DOCKER_HOST}`] : []),
    `docker-daemon:${image}`,
    `docker://${name}`,
  ]);
