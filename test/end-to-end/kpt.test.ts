// The function as kpt runs it: eval and render, twice, on the catalog's package and on the embedded one.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { dump, loadAll } from 'js-yaml';
import { configMap, SEED_AUTH, SEED_DOCKER_CONFIG } from '../support/config.ts';
import { contents, copyOf, embeddedPackage, FUNCTION, kpt } from '../support/kpt.ts';
import { hasManifests, hasProgram, MANIFESTS, needs } from '../support/needs.ts';
import { validate } from '../support/schemas.ts';

const FILE = '2-function-runner.yaml';
const MANIFEST = '2-function-runner-pull-secret-sync.yaml';
const FLAGS = [
  '            - --enable-private-registries=true',
  '            - --registry-auth-secret-path=/var/tmp/auth-secret/.dockerconfigjson',
  '            - --registry-auth-secret-name=auth-secret',
];

type Files = Record<string, string>;

describe('with the real kpt', function () {
  this.timeout(120_000);
  needs('kpt', hasProgram('kpt', 'version'));
  const folders: string[] = [];
  const temporary = async (folder: Promise<string>) => {
    folders.push(await folder);
    return folder;
  };
  afterEach(() => Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true }))));

  const evaluate = (folder: string, ...args: string[]) =>
    kpt('fn', 'eval', folder, '--exec', FUNCTION, ...args);
  /** A copy of a package as kpt writes it by itself: what differs from that is the function's. */
  const prepared = async (source: Promise<string>): Promise<[string, Files]> => {
    const folder = await temporary(source);
    const { status } = await kpt('fn', 'eval', folder, '--exec', 'cat');
    expect(status).to.equal(0);
    return [folder, await contents(folder)];
  };
  const seedConfig = async (data: Record<string, string> = {}) => {
    const folder = await temporary(copyOf(join(MANIFESTS, '../seed')));
    const file = join(folder, 'config.yaml');
    await writeFile(file, dump(configMap({ 'config.json': SEED_DOCKER_CONFIG, ...data })));
    return file;
  };
  const succeeds = ({ status, output }: { status: number; output: string }) =>
    expect(status, output).to.equal(0);

  describe("kpt fn eval on the catalog's package", () => {
    needs('the real manifests', hasManifests);
    const catalog = () => copyOf(join(MANIFESTS, 'catalog-porch'));

    it('adds lines to one file, the flags behind --config', async () => {
      const [folder, before] = await prepared(catalog());
      succeeds(await evaluate(folder, '--fn-config', await seedConfig({ sync: 'none' })));
      const after = await contents(folder);
      expect(changedFiles(before, after)).to.deep.equal([FILE]);
      const [old, now] = [before[FILE] ?? '', after[FILE] ?? ''].map(text => text.split('\n'));
      expect(isSubsequence(old ?? [], now ?? [])).to.equal(true);
      const config = now?.findIndex(line => line.includes('--config=')) ?? -1;
      expect(now?.slice(config + 1, config + 4)).to.deep.equal(FLAGS);
      const keys = ['ghcr.io', 'https://index.docker.io/v1/', 'index.docker.io'];
      expect(dockerConfigOf(after)).to.deep.equal({
        auths: Object.fromEntries(keys.map(key => [key, SEED_ENTRY])),
      });
    });

    it('adds the companion manifest as a file of its own; every document passes its schema', async () => {
      const [folder, before] = await prepared(catalog());
      succeeds(await evaluate(folder, '--fn-config', await seedConfig()));
      const after = await contents(folder);
      expect(changedFiles(before, after)).to.have.members([FILE, MANIFEST]);
      const documents = [FILE, MANIFEST].flatMap(file => loadAll(after[file] ?? ''));
      expect(documents).to.have.length(5 + 8);
      for (const document of documents) validate(document as Parameters<typeof validate>[0]);
    });

    it('changes nothing the second time, and disabled brings the first state back', async () => {
      const [folder, before] = await prepared(catalog());
      const config = await seedConfig();
      succeeds(await evaluate(folder, '--fn-config', config));
      const once = await contents(folder);
      const { output } = await evaluate(folder, '--fn-config', config);
      expect(await contents(folder)).to.deep.equal(once);
      expect(output).not.to.contain('[info]');
      succeeds(await evaluate(folder, '--', 'state=disabled'));
      expect(await contents(folder)).to.deep.equal(before);
    });

    it('moves the wiring with its names and leaves nothing stale', async () => {
      const names = { secretName: 'pull', mountPath: '/var/tmp/other', volumeName: 'creds' };
      const [folder] = await prepared(catalog());
      succeeds(await evaluate(folder, '--fn-config', await seedConfig()));
      succeeds(await evaluate(folder, '--fn-config', await seedConfig(names)));
      const moved = await contents(folder);
      const [fresh] = await prepared(catalog());
      succeeds(await evaluate(fresh, '--fn-config', await seedConfig(names)));
      expect(moved).to.deep.equal(await contents(fresh));
      expect(moved[FILE]).not.to.match(/auth-secret\b(?!-)|docker-config/);
      expect(moved[FILE]).not.to.contain('/var/tmp/auth-secret');
    });

    it('writes nothing where the input must be mended', async () => {
      const [folder, before] = await prepared(catalog());
      const { status, output } = await evaluate(folder, '--', 'registry=ghcr.io', 'username=U');
      expect(status).to.equal(1);
      expect(output).to.contain('[error] v1/ConfigMap/function-input data.password');
      expect(await contents(folder)).to.deep.equal(before);
    });
  });

  describe('kpt fn eval on the embedded package', () => {
    it('takes one registry from the command line, twice', async () => {
      const [folder] = await prepared(embeddedPackage());
      const args = ['--', 'registry=ghcr.io', 'username=my_username', 'password=my_password'];
      await rm(join(folder, 'fn-config'), { recursive: true });
      succeeds(await evaluate(folder, ...args));
      const once = await contents(folder);
      expect(dockerConfigOf(once)).to.deep.equal({ auths: { 'ghcr.io': SEED_ENTRY } });
      succeeds(await evaluate(folder, ...args));
      expect(await contents(folder)).to.deep.equal(once);
    });

    it('keeps every comment', async () => {
      const [folder, before] = await prepared(embeddedPackage());
      succeeds(await evaluate(folder, '--fn-config', join(folder, 'fn-config/docker-config.yaml')));
      const after = await contents(folder);
      const comments = (files: Files) => (files[FILE] ?? '').match(/#.*/g);
      expect(comments(after)).to.deep.equal(comments(before));
    });
  });

  it('kpt fn eval leaves another object with comments in its flow collections', async () => {
    const folder = await embeddedPackage();
    const other = `apiVersion: v1\nkind: X\nmetadata: {name: x}\nrules: [\n  {verbs: [get]}, # a\n  {verbs: [list]},\n]\n`;
    await writeFile(join(folder, 'other.yaml'), other);
    const [, before] = await prepared(Promise.resolve(folder));
    succeeds(await evaluate(folder, '--fn-config', join(folder, 'fn-config/docker-config.yaml')));
    expect((await contents(folder))['other.yaml']).to.equal(before['other.yaml']);
  });

  describe('kpt fn render on the embedded package', () => {
    const render = (folder: string) => kpt('fn', 'render', folder, '--allow-exec');
    /** The Kptfile with the bundle in the image's place. */
    const withExec = async (folder: string, config: string) => {
      const file = join(folder, 'Kptfile');
      const text = await readFile(file, 'utf8');
      const step = `    - exec: ${FUNCTION}\n      ${config}\n`;
      await writeFile(file, text.replace(/ {4}- image: .*\n {6}configPath: .*\n/, step));
    };
    const CONFIGS = {
      configPath: 'configPath: fn-config/docker-config.yaml',
      configMap: `configMap: {registry: ghcr.io, username: my_username, password: my_password}`,
    };
    for (const [form, config] of Object.entries(CONFIGS)) {
      it(`takes ${form}, twice`, async () => {
        const folder = await temporary(embeddedPackage());
        await withExec(folder, config);
        succeeds(await render(folder));
        const once = await contents(folder);
        expect(once[FILE]).to.contain(FLAGS.join('\n'));
        expect(dockerConfigOf(once).auths).to.have.property('ghcr.io').that.deep.equals(SEED_ENTRY);
        succeeds(await render(folder));
        expect(await contents(folder)).to.deep.equal(once);
      });
    }
  });
});

const SEED_ENTRY = { auth: SEED_AUTH, password: 'my_password', username: 'my_username' };

/** The docker config in the package's Secret. */
function dockerConfigOf(files: Files): { auths: object } {
  const objects = loadAll(files[FILE] ?? '') as { kind: string; data: Record<string, string> }[];
  const payload = objects.find(({ kind }) => kind === 'Secret')?.data['.dockerconfigjson'] ?? '';
  return JSON.parse(Buffer.from(payload, 'base64').toString());
}

const changedFiles = (before: Files, after: Files): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    file => before[file] !== after[file],
  );

/** Whether all lines of `part` stand in `whole` in their order. */
function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const line of whole) if (line === part[at]) at++;
  return at === part.length;
}
