// Which credential docker and skopeo themselves find in what the function generates; no registry is asked.
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { hasProgram, needs } from '../support/needs.ts';
import { configFolder, generate } from './generated.ts';
import { hasEngine, output, run } from './run.ts';

const NOBODY = 'nobody';

/** The registries by their users. */
const REGISTRIES = {
  hub: 'docker.io',
  ghcr: 'ghcr.io',
  port: 'registry.example.com:5000',
  quay: 'quay.io',
  team: 'quay.io/team',
};

/** The image, and whose credential each client takes for it. */
const IMAGES: readonly (readonly [image: string, docker: string, skopeo: string])[] = [
  ['ghcr.io/team/function', 'ghcr', 'ghcr'],
  ['registry.example.com:5000/function', 'port', 'port'],
  ['registry.example.com/function', NOBODY, NOBODY],
  ['quay.io/team/function', 'quay', 'team'],
  ['quay.io/other/function', 'quay', 'quay'],
  ['docker.io/team/function', 'hub', 'hub'],
];

describe("a client's look-up of the generated keys", function () {
  this.timeout(240_000);
  needs('a Docker engine', hasEngine);
  let folder: string;
  before(async () => {
    const registries = Object.entries(REGISTRIES).map(([username, registry]) => ({
      registry,
      username,
      password: 'my_password',
    }));
    folder = await configFolder(await generate({ registries: JSON.stringify(registries) }));
  });
  after(() => folder && rm(folder, { recursive: true }));

  describe('docker', () => {
    for (const [image, expected] of IMAGES) {
      it(`takes the credential of ${expected} for ${image}`, async () => {
        const { username = NOBODY } = await sentByDocker(folder, image);
        expect(username).to.equal(expected);
      });
    }
  });

  describe('skopeo', () => {
    needs('skopeo', hasProgram('skopeo', '--version'));
    for (const [image, , expected] of IMAGES) {
      it(`takes the credential of ${expected} for ${image}`, async () => {
        const authfile = join(folder, 'config.json');
        const { stdout } = await run('skopeo', [
          'login',
          '--get-login',
          '--authfile',
          authfile,
          image,
        ]);
        expect(stdout.trim() || NOBODY).to.equal(expected);
      });
    }
  });
});

/** The credential that docker would have an engine use for a pull. */
async function sentByDocker(folder: string, image: string): Promise<{ username?: string }> {
  let sent = '';
  const engine = createServer(({ headers }, response) => {
    sent = String(headers['x-registry-auth'] ?? sent);
    response.setHeader('Api-Version', '1.41').end('{}');
  }).listen(0, '127.0.0.1');
  await once(engine, 'listening');
  const { port } = engine.address() as AddressInfo;
  try {
    const env = { DOCKER_HOST: `tcp://127.0.0.1:${port}`, DOCKER_CONFIG: folder };
    await output('docker', ['pull', image], { env });
  } finally {
    engine.close();
  }
  return JSON.parse(Buffer.from(sent, 'base64url').toString());
}
