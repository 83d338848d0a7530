// The oldest Node that each program runs on, as package.json and docs/compatibility.md have it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import about from '../package.json' with { type: 'json' };
import { ROOT, textOf } from './support/documents.ts';
import { embedded } from './support/embedded.ts';
import { needs } from './support/needs.ts';
import { install } from './support/npm.ts';

const oldestOf = (program: string): string =>
  new RegExp(`^\\| \`dist/${program}\` \\| ([\\d.]+) or later \\|$`, 'm').exec(
    textOf('docs/compatibility.md'),
  )?.[1] ?? 'none';

const UNDER_RUN =
  "import { run } from 'kpt-functions'; import { enablePrivateRegistries } from './dist/sdk.js';" +
  'await run(enablePrivateRegistries);';
/** What starts a program, and what it then prints. */
const PROGRAMS: Readonly<Record<string, readonly [args: readonly string[], printed: RegExp]>> = {
  'function.js': [['dist/function.js'], /--enable-private-registries=true/],
  'sdk.js': [['--input-type=module', '--eval', UNDER_RUN], /--enable-private-registries=true/],
  'sync.js': [['dist/sync.js'], /^`SOURCE_NAMESPACE` /],
  'doctor.js': [['dist/doctor.js', '--help'], /^doctor: /],
};

describe('the oldest Node', function () {
  this.timeout(240_000);

  it("of the package is the adapter's", () =>
    expect(about.engines.node).to.equal(`>=${oldestOf('sdk.js')}`));

  for (const version of new Set(Object.keys(PROGRAMS).map(oldestOf))) {
    describe(version, () => {
      const folder = mkdtempSync(join(tmpdir(), 'epr-node-'));
      after(() => rmSync(folder, { recursive: true }));
      const name = `node-${process.platform}-${process.arch}`;
      needs(`Node ${version} from npm`, () => install(folder, `${name}@${version}`).ok);

      for (const [program, [args, printed]] of Object.entries(PROGRAMS)) {
        if (oldestOf(program) !== version) continue;
        it(`runs ${program}`, () => {
          const options = { cwd: ROOT, env: {}, input: embedded(), encoding: 'utf8' } as const;
          const node = join(folder, 'node_modules', name, 'bin/node');
          const { stdout, stderr } = spawnSync(node, args, options);
          expect(stdout + stderr).to.match(printed);
        });
      }
    });
  }
});
