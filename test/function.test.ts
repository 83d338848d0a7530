// The bundle as a program: one file, stdin to stdout, exit status.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { CREDENTIALS, configMap, documents, resourceList } from './support/config.ts';
import { hasProgram, needs } from './support/needs.ts';

const ROOT = new URL('../', import.meta.url);
const BUNDLE = fileURLToPath(new URL('dist/function.js', ROOT));
const PACKAGE = documents(readFileSync(new URL('2-function-runner.yaml', ROOT), 'utf8'));
/** More than a pipe holds. */
const LARGE = `kind: ConfigMap\ndata:\n  a: ${'text'.repeat(400_000)}\n`;
const INPUT = resourceList(PACKAGE, configMap(CREDENTIALS));

describe('the bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'epr-'));
  const file = join(folder, 'function.mjs');
  before(() => {
    expect(existsSync(BUNDLE), 'dist/function.js, made by `npm run build`').to.equal(true);
    copyFileSync(BUNDLE, file);
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
