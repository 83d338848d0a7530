// The end of a run: what was skipped, and how to have it run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from './support/documents.ts';

const TESTS = `import { needs } from '${ROOT}test/support/needs.ts';
describe('an outer group', () => {
  it('passes', () => {});
  describe('a group', () => {
    needs('kpt', false);
    it('is skipped', () => {});
    describe('within it', () => void it('is skipped too', () => {}));
  });
  describe('a second group', () => {
    needs('a thing without a way', false);
    it('is skipped', () => {});
  });
});
`;

describe('the reporter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'epr-'));
  after(() => rmSync(folder, { recursive: true }));
  const endOf = (text: string): string => {
    const file = join(folder, 'a.test.ts');
    writeFileSync(file, text);
    const mocha = ['node_modules/mocha/bin/mocha.js', '--no-config'];
    const { stdout } = spawnSync(
      process.execPath,
      [...mocha, '--reporter', 'test/reporter.ts', file],
      { cwd: ROOT, env: {}, encoding: 'utf8' },
    );
    return stdout.slice(stdout.indexOf(' passing'));
  };

  it('counts what was skipped by what the machine lacks, and closes with the totals', () =>
    expect(endOf(TESTS).split('\n').slice(3)).to.deep.equal([
      '',
      '  Skipped, because the machine lacks it:',
      '',
      '      2  kpt: https://kpt.dev/installation/',
      '      1  a thing without a way',
      '',
      '  On Debian with kpt, kubectl and Go `.ci/run` installs and starts the rest, and skips nothing.',
      '',
      '1 passed, 0 failed, 3 skipped',
      '',
    ]));

  it('says nothing of it where nothing was skipped', () =>
    expect(endOf("it('passes', () => {});")).to.match(
      /^ passing.*\n\n\n1 passed, 0 failed, 0 skipped\n$/,
    ));
});
