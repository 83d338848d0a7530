// The adapter as others get it: packed, installed in an empty folder, run under the SDK's `run()`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { load } from 'js-yaml';
import about from '../package.json' with { type: 'json' };
import { evaluate } from '../src/function/evaluate.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from './support/config.ts';
import { ROOT, textOf } from './support/documents.ts';
import { needs } from './support/needs.ts';
import { install, npm } from './support/npm.ts';

const itemsOf = (text: string) => (load(text) as { items: unknown[] }).items;

const TSC = join(ROOT, 'node_modules/.bin/tsc');
const FILES = [
  'LICENSE',
  'README.md',
  'dist/THIRD_PARTY_LICENSES.txt',
  'dist/sdk.js',
  'dist/types/src/sdk.d.ts',
  'package.json',
];
const USES = [
  "import { enablePrivateRegistries } from 'enable-private-registries'",
  'await run(enablePrivateRegistries)',
];
const PROGRAM = ["import { run } from 'kpt-functions'", ...USES].join(';\n');

describe('the packed adapter', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'epr-sdk-'));
  after(() => rmSync(folder, { recursive: true }));

  let packed: { filename: string; files: { path: string }[] };
  before('npm pack', () => {
    const { ok, stdout, said } = npm(
      ROOT,
      'pack',
      '--silent',
      '--json',
      '--pack-destination',
      folder,
    );
    expect(ok, said).to.equal(true);
    [packed] = JSON.parse(stdout.slice(stdout.search(/^\[/m)));
  });

  it('holds the adapter, its types and the licences', () =>
    expect(packed.files.map(({ path }) => path)).to.have.members(FILES));

  describe('installed', () => {
    const sdk = `kpt-functions@${about.devDependencies['kpt-functions']}`;
    needs('the npm registry', () => install(folder, sdk).ok);
    before(() => {
      const { ok, said } = install(folder, `./${packed.filename}`, sdk);
      expect(ok, said).to.equal(true);
    });

    it('runs, as README shows it, as the function runs', () => {
      for (const use of USES) expect(textOf('README.md')).to.contain(`\`${use}\``);
      writeFileSync(join(folder, 'main.js'), PROGRAM);
      const list = resourceList([DEPLOYMENT], configMap(CREDENTIALS));
      const options = { input: list, cwd: folder, encoding: 'utf8' } as const;
      const { status, stdout, stderr } = spawnSync(process.execPath, ['main.js'], options);
      expect(status, stderr).to.equal(0);
      const { output } = evaluate(Buffer.from(list));
      expect(itemsOf(stdout)).to.have.deep.members(itemsOf(output.toString()));
    });

    it('has types', () => {
      writeFileSync(join(folder, 'main.ts'), PROGRAM);
      const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext'];
      const { status, stdout } = spawnSync(TSC, [...flags, '--types', '', 'main.ts'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(status, stdout).to.equal(0);
    });
  });
});
