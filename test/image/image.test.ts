// The image as an engine sees it, and the function in it under every restriction of kpt and Porch.
import { expect } from 'chai';
import { HELP } from '../../src/doctor/help.ts';
import { CREDENTIALS, configMap, resourceList } from '../support/config.ts';
import { embedded } from '../support/embedded.ts';
import { needs } from '../support/needs.ts';
import { type Inspected, imageUnderTest, inspect, OWN_NAME, ROOT, runImage } from './image.ts';
import { docker, hasEngine, type Run, run } from './run.ts';

const NODE = '/nodejs/bin/node';
const MB = 1e6;

describe('the image', function () {
  this.timeout(240_000);
  needs('a Docker engine', hasEngine);
  let image: string;
  let config: Inspected['Config'];
  before(async () => {
    image = await imageUnderTest();
    config = (await inspect(image)).Config;
  });

  it('has the whole command in its ENTRYPOINT, no CMD, and a numeric user', () => {
    expect(config).to.deep.include({
      Entrypoint: [NODE, '/app/function.js'],
      Cmd: null,
      User: '65532',
    });
  });

  it('knows its own name', () => {
    expect(config.Env).to.include(`${OWN_NAME}=${image}`);
  });

  it('says what it is', () => {
    const PREFIX = 'org.opencontainers.image.';
    const label = (name: string) => config.Labels[PREFIX + name];
    expect(label('title')).to.equal('enable-private-registries');
    expect(label('licenses')).to.equal('Apache-2.0');
    expect(label('source')).to.match(/^https:/);
    expect(label('version')).to.match(/^\d+\.\d+\.\d+/);
  });

  it('adds one layer of at most 3 MB to its base', async () => {
    const name = config.Labels['org.opencontainers.image.base.name'] ?? '';
    const base = await inspect(name).catch(() => docker('pull', name).then(() => inspect(name)));
    const { Size, RootFS } = await inspect(image);
    expect(Size - base.Size).to.be.within(1, 3 * MB);
    expect(RootFS.Layers.slice(0, -1)).to.deep.equal(base.RootFS.Layers);
  });

  it('holds the bundles and the licences, for any user to read', async () => {
    // What sync and doctor share has names of its content.
    const list =
      "for (const f of fs.readdirSync('/app').filter(f => !f.startsWith('part-'))) " +
      "console.log(f, fs.readFileSync('/app/' + f).length > 0)";
    const flags = ['--rm', '--user', '12345', '--entrypoint', NODE];
    const files = await docker('run', ...flags, image, '-e', list);
    const names = [
      'LICENSE',
      'THIRD_PARTY_LICENSES.txt',
      'doctor.js',
      'function.js',
      'main.cjs',
      `main.${process.arch}.cache`,
      'package.json',
      'sync.js',
    ];
    expect(files.trim().split('\n')).to.deep.equal(names.map(name => `${name} true`));
  });

  it('runs the doctor, for any user', async () => {
    const flags = ['--rm', '--user', '12345', '--network', 'none', '--entrypoint', NODE];
    expect(await docker('run', ...flags, image, '/app/doctor.js', '--help')).to.equal(HELP);
    const cluster = run('docker', [
      'run',
      ...flags,
      image,
      '/app/doctor.js',
      '--kubeconfig',
      '/none',
    ]);
    expect(await cluster).to.include({ status: 2, stdout: '' });
  });

  it('holds compiled code that its Node takes', async () => {
    const rejects = `const [code, cachedData] = ['main.cjs', 'main.${process.arch}.cache']
      .map(file => fs.readFileSync('/app/' + file));
      console.log(new vm.Script(code.toString(), { cachedData }).cachedDataRejected)`;
    expect(await docker('run', '--rm', '--entrypoint', NODE, image, '-e', rejects)).to.equal(
      'false\n',
    );
  });

  describe('gives what the bundle gives', () => {
    const RESTRICTED = [
      ...['--network', 'none', '--read-only', '--cap-drop', 'ALL'],
      ...['--security-opt', 'no-new-privileges'],
    ];
    const users = {
      'its own user': [],
      'nobody, as kpt runs it': ['--user', '65534'],
      'a user whom nothing knows': ['--user', '12345'],
    };
    const bundle = (input: string) =>
      run(process.execPath, [`${ROOT}dist/function.js`], { input, env: { [OWN_NAME]: image } });

    for (const [who, user] of Object.entries(users)) {
      it(`to ${who}, without network, capabilities or a place to write`, async () => {
        const input = embedded();
        const once = await runImage(input, ...RESTRICTED, ...user);
        expect(once).to.deep.equal(await bundle(input));
        expect(once).to.include({ status: 0, stderr: '' });
        expect(once.stdout).to.contain('--enable-private-registries=true');
      });
    }

    it('where the input must be mended', async () => {
      const input = resourceList([], configMap(CREDENTIALS));
      const refused = await runImage(input, ...RESTRICTED);
      expect(refused).to.deep.equal(await bundle(input));
      expect(refused.status).to.equal(1);
    });
  });

  describe('in a function pod, as Porch runs it', () => {
    let pod: string;
    before(async () => {
      // The wrapper server's place: a process that does not end.
      const flags = ['--detach', '--rm', '--network', 'none', '--entrypoint', NODE];
      pod = (await docker('run', ...flags, image, '-e', 'setInterval(() => {}, 1e6)')).trim();
    });
    after(() => pod && docker('rm', '--force', pod));

    const exec = (command: readonly string[], input = ''): Promise<Run> =>
      run('docker', ['exec', '-i', pod, ...command], { input });

    it('answers each request of a warm pod through its Entrypoint', async () => {
      const input = embedded();
      const first = await exec(config.Entrypoint, input);
      expect(first.status, first.stderr).to.equal(0);
      expect(first.stdout).to.contain('kind: Secret');
      expect(await exec(config.Entrypoint, input)).to.deep.equal(first);
    });

    it('is the unprivileged user', async () => {
      const { stdout } = await exec([NODE, '-p', 'process.getuid()']);
      expect(stdout).to.equal('65532\n');
    });

    it('has no shell', async () => {
      expect((await exec(['sh', '-c', 'true'])).status).to.be.within(126, 127);
    });
  });
});
