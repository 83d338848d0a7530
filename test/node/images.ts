// The images of the tests: built once with the machine's Docker engine, and put into the node or its registry.
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { imageUnderTest } from '../image/image.ts';
import { docker, output } from '../image/run.ts';
import { ROOT } from '../support/documents.ts';
import { type Node, REGISTRY } from './node.ts';
import { setLogin } from './registry.ts';

const FOLDER = join(ROOT, 'hack/node');
/** The releases that have a stand-in; the first is that of the embedded package. */
const RELEASES = ['v1.5.6', 'v3.0.2'] as const;
type Release = (typeof RELEASES)[number];

const NAME = 'stand-in/porch-function-runner';
/** The runner's stand-in, which is on the node. */
export const standIn = (release: Release = 'v1.5.6') => `docker.io/${NAME}:${release}`;
/** The same in the private registry alone. */
export const PRIVATE_STAND_IN = `${REGISTRY}/${NAME}:v1.5.6`;
/** The image under test, in the private registry alone. */
export const SYNC = `${REGISTRY}/porch/enable-private-registries:v1`;
/** What a function pod pulls: an image that only sleeps, in the private registry alone. */
export const FUNCTION = `${REGISTRY}/team/function:v1`;

export async function prepareImages(node: Node): Promise<void> {
  const pause = (await output(join(FOLDER, 'pause-image'), [])).trim();
  await preload(node, pause);
  for (const release of RELEASES) {
    await buildStandIn(release);
    await preload(node, standIn(release));
  }
  const login = { username: 'maker', password: 'not_a_real_password' };
  await setLogin(node, login);
  for (const [image, name] of Object.entries({
    [pause]: FUNCTION,
    [standIn()]: PRIVATE_STAND_IN,
    [await imageUnderTest()]: SYNC,
  })) {
    await push(node, image, name, `${login.username}:${login.password}`);
  }
}

async function buildStandIn(release: Release): Promise<void> {
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
    const args = [`BASE_IMAGE=${base}`, `RELEASE=${release}`].flatMap(arg => ['--build-arg', arg]);
    await docker('build', '--tag', standIn(release), ...args, folder);
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
