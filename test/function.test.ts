// The bundle as a program: a folder of its own, stdin to stdout, exit status.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { CREDENTIALS, configMap, documents, resourceList } from './support/config.ts';
import { hasProgram, needs } from './support/needs.ts';

const ROOT = new URL('../', import.meta.url);
const DIST = fileURLToPath(new URL('dist/', ROOT));
const CACHE = `main.${process.arch}.cache`;
const FILES = ['function.js', 'main.cjs', CACHE];
const PACKAGE = documents(readFileSync(new URL('2-function-runner.yaml', ROOT), 'utf8'));
/** More than a pipe holds. */
const LARGE = `kind: ConfigMap\ndata:\n  a: ${'text'.repeat(400_000)}\n`;
const INPUT = resourceList(PACKAGE, configMap(CREDENTIALS));

describe('the bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'epr-'));
  const file = join(folder, 'function.js');
  before(() => {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    for (const name of FILES) {
      expect(existsSync(DIST + name), `dist/${name}, made by \`npm run build\``).to.equal(true);
      copyFileSync(DIST + name, join(folder, name));
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Runs it in an empty folder, with nothing in the environment. */
  const run = (input: string | Buffer, args: string[] = [], program = process.execPath) =>
    spawnSync(program, [file, ...args], {
      input,
      cwd: folder,
      env: {},
      encoding: 'utf8',
      maxBuffer: 1e8,
    });

  it('stands alone and succeeds with status 0 and nothing on stderr', () => {
    const { status, stdout, stderr } = run(INPUT);
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    expect(stdout).to.contain('- --enable-private-registries=true');
  });

  it('ends with status 1 on an error, with the items and the result on stdout', () => {
    const input = resourceList(PACKAGE, configMap({}));
    const { status, stdout, stderr } = run(input);
    expect({ status, stderr }).to.deep.equal({ status: 1, stderr: '' });
    expect(stdout.slice(0, input.length)).to.equal(input);
    expect(stdout.slice(input.length)).to.match(/^results:\n- message: /);
  });

  for (const input of ['', '\n', 'a: [', 'just text', '{}', '[]', 'kind: Deployment', '\u0000']) {
    it(`answers ${JSON.stringify(input)} with a ResourceList and an error`, () => {
      const { status, stdout, stderr } = run(input);
      expect({ status, stderr }).to.deep.equal({ status: 1, stderr: '' });
      expect(stdout).to.match(
        /^apiVersion: config\.kubernetes\.io\/v1\nkind: ResourceList\nitems: \[\]\nresults:\n/,
      );
      expect(stdout).to.contain('severity: error');
    });
  }

  describe('with compiled code', () => {
    const cache = join(folder, CACHE);
    const made = () => readFileSync(DIST + CACHE);
    afterEach(() => copyFileSync(DIST + CACHE, cache));

    /** Asked of a new process: in one that has compiled the code, V8 looks at no other. */
    const isTaken = (): boolean => {
      const ask = `const { scriptIn } = await import('${new URL('src/load.ts', ROOT)}');
        console.log(scriptIn('.').cachedDataRejected)`;
      const flags = ['--input-type=module', '-e', ask];
      const { stdout } = spawnSync(process.execPath, flags, { cwd: folder, encoding: 'utf8' });
      return stdout === 'false\n';
    };

    it('of this Node takes it', () => expect(isTaken()).to.equal(true));

    const others: Readonly<Record<string, () => Buffer>> = {
      'of another version of V8': () => Buffer.from(made()).fill(0, 4, 8),
      'cut short': () => made().subarray(0, -1000),
      'of no bytes': () => Buffer.alloc(0),
      'that is none': () => Buffer.from('not compiled'),
    };
    for (const [which, content] of Object.entries(others)) {
      it(`${which} does without it`, () => {
        const expected = run(INPUT);
        writeFileSync(cache, content());
        expect(isTaken()).to.equal(false);
        expect(run(INPUT)).to.deep.include({ status: 0, stdout: expected.stdout, stderr: '' });
      });
    }

    it('that is missing does without it', () => {
      const expected = run(INPUT);
      rmSync(cache);
      expect(run(INPUT)).to.deep.include({ status: 0, stdout: expected.stdout, stderr: '' });
    });
  });

  it('reads and writes pipes that do not block', async () => {
    // A program that has made streams of its own pipes hands them on so.
    const parent = `process.stdin; process.stdout; process.exitCode =
      require('child_process').spawnSync(process.execPath, ['${file}'], { stdio: 'inherit' }).status`;
    const large = resourceList([...PACKAGE, LARGE], configMap(CREDENTIALS));
    const child = spawn(process.execPath, ['-e', parent]);
    const output = text(child.stdout);
    const half = large.length / 2;
    child.stdin.write(large.slice(0, half));
    await once(child.stdin, 'drain');
    child.stdin.end(large.slice(half));
    const [status] = await once(child, 'exit');
    expect(status).to.equal(0);
    expect(await output).to.equal(run(large).stdout);
  });

  it('is no fault of a reader that goes away early', async () => {
    const child = spawn(process.execPath, [file]);
    child.stdout.destroy();
    const errors = text(child.stderr);
    child.stdin.end(resourceList([...PACKAGE, LARGE], configMap(CREDENTIALS)));
    const [status] = await once(child, 'exit');
    expect([status, await errors]).to.deep.equal([1, '']);
  });

  it('says what it is', () => {
    const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
    expect(run('', ['--version']).stdout).to.equal(`${version}\n`);
    expect(run('', ['--help']).stdout).to.contain('kpt fn eval DIR --image IMAGE');
    expect(run('', ['-h']).stdout).to.equal(run('', ['--help']).stdout);
  });

  describe('on a terminal', () => {
    needs('script (util-linux)', hasProgram('script', '--version'));
    it('prints the usage instead of waiting', () => {
      const { status, stdout } = spawnSync(
        'script',
        ['--quiet', '--return', '--command', `${process.execPath} ${file}`, '/dev/null'],
        { encoding: 'utf8', timeout: 20_000 },
      );
      expect(status).to.equal(0);
      expect(stdout).to.contain('A KRM function: it reads a ResourceList on stdin');
    });
  });
});
