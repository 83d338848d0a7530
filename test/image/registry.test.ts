// The round trip: what the function generates lets a real engine pull from a real private registry.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { hasProgram, needs } from '../support/needs.ts';
import { configFolder, generate } from './generated.ts';
import { imageUnderTest, inspect } from './image.ts';
import { type PrivateRegistry, startPrivateRegistry } from './private-registry.ts';
import { docker, hasEngine, output, run } from './run.ts';

const username = 'my_username';
const password = 'my:password/+';
const WRONG = 'not_the_password';

describe('a private registry', function () {
  this.timeout(240_000);
  needs('a Docker engine', hasEngine);
  needs('docker-registry', hasProgram('docker-registry', '--version'));
  needs('htpasswd', hasProgram('htpasswd'));
  let registry: PrivateRegistry;
  /** The image under test by its name in the registry. */
  let name: string;
  /** What `docker login` wrote. */
  let loggedIn: string;
  const folders: string[] = [];
  const folderOf = async (config?: string) => {
    const folder = await configFolder(config);
    folders.push(folder);
    return folder;
  };

  before(async () => {
    const image = await imageUnderTest();
    registry = await startPrivateRegistry(username, password);
    name = `${registry.host}/team/enable-private-registries:test`;
    loggedIn = await folderOf();
    const as = ['--username', username, '--password-stdin'];
    await output('docker', ['--config', loggedIn, 'login', ...as, registry.host], {
      input: password,
    });
    await docker('tag', image, name);
    await docker('--config', loggedIn, 'push', name);
  });
  after(async () => {
    if (name) await run('docker', ['rmi', name]);
    await registry?.stop();
    await Promise.all(folders.map(folder => rm(folder, { recursive: true })));
  });

  /** Pulls anew with that docker config: the image's id, or what the engine was told. */
  async function pull(config?: string): Promise<string> {
    await run('docker', ['rmi', name]);
    const { status, stderr } = await run('docker', [
      '--config',
      await folderOf(config),
      'pull',
      name,
    ]);
    return status === 0 ? (await inspect(name)).Id : stderr;
  }
  const pulled = async () => (await inspect(await imageUnderTest())).Id;
  const one = (registry: string) => ({ registry, username, password });

  describe('through docker', () => {
    it('gives the image for the Secret that the function generates', async () => {
      expect(await pull(await generate(one(registry.host)))).to.equal(await pulled());
    });

    it('gives it for what `docker login` writes, taken as config.json', async () => {
      const config = await readFile(join(loggedIn, 'config.json'), 'utf8');
      const generated = await generate({ 'config.json': config });
      expect(await pull(generated)).to.equal(await pulled());
      expect(generated).to.equal(await generate(one(registry.host)));
      const { auth } = JSON.parse(config).auths[registry.host];
      expect(JSON.parse(generated).auths[registry.host]).to.include({ auth });
    });

    it('refuses without it', async () => {
      expect(await pull()).to.contain('no basic auth credentials');
    });

    it('refuses for a wrong password in the ConfigMap', async () => {
      const generated = await generate({ ...one(registry.host), password: WRONG });
      expect(await pull(generated)).to.contain('unauthorized');
    });
  });

  describe('through skopeo', () => {
    needs('skopeo', hasProgram('skopeo', '--version'));
    /** The image's configuration, which is what Porch's function runner reads, or the refusal. */
    const read = async (config: string): Promise<string> => {
      const authfile = join(await folderOf(config), 'config.json');
      const flags = ['--config', '--tls-verify=false', '--authfile', authfile];
      const { status, stdout, stderr } = await run('skopeo', [
        'inspect',
        ...flags,
        `docker://${name}`,
      ]);
      return status === 0 ? JSON.parse(stdout).config.Entrypoint.join(' ') : stderr;
    };
    const COMMAND = '/nodejs/bin/node /app/function.js';

    it('gives the ENTRYPOINT for the Secret that the function generates', async () => {
      expect(await read(await generate(one(registry.host)))).to.equal(COMMAND);
    });

    it('refuses without it, and for a wrong password', async () => {
      const wrong = await generate({ ...one(registry.host), password: WRONG });
      for (const config of ['{}', wrong]) {
        expect(await read(config)).to.match(/unauthorized|authentication required/);
      }
    });

    const spellings = {
      'with a scheme': (host: string) => `http://${host}`,
      'as an API URL': (host: string) => `https://${host}/v2/`,
      'with a slash': (host: string) => `${host}/`,
      'with a path': (host: string) => `${host}/team`,
    };
    for (const [how, spell] of Object.entries(spellings)) {
      it(`and docker find the key of a registry that is given ${how}`, async () => {
        const generated = await generate(one(spell(registry.host)));
        expect(await read(generated)).to.equal(COMMAND);
        expect(await pull(generated)).to.equal(await pulled());
      });
    }

    it("takes a path's own key, where docker takes the bare host's", async () => {
      const right = { registry: `${registry.host}/team`, username, password };
      const wrong = { registry: registry.host, username, password: WRONG };
      const generated = await generate({ registries: JSON.stringify([right, wrong]) });
      expect(await read(generated)).to.equal(COMMAND);
      expect(await pull(generated)).to.contain('unauthorized');
    });
  });
});
