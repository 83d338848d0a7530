// Runs all tests in three processes side by side: those on a whole node mostly wait for pods, and those of what lasts
// wait for minutes; the others do not.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ON_A_NODE = 'test/node/**/*.test.ts';
const LASTING = 'test/lasting/**/*.test.ts';
const OPTIONS = ['--reporter', 'test/reporter.ts', '--timeout', '30000', '--forbid-only'];

const folder = mkdtempSync(join(tmpdir(), 'totals-'));
const given = process.argv.slice(2);

/** Passed, failed, skipped. A process that ends without its totals has failed as a whole. */
type Totals = readonly [number, number, number];

/** @param shows whether what it prints is shown at once, or at its end */
async function mocha(name: string, shows: boolean, ...options: readonly string[]): Promise<Totals> {
  const file = join(folder, name);
  const child = spawn('mocha', ['--no-config', ...OPTIONS, ...options, ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TOTALS_FILE: file },
  });
  let held = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (shows) process.stdout.write(text);
    else held += text;
  });
  const [status] = (await once(child, 'close')) as [number | null];
  process.stdout.write(held);
  const totals = totalsIn(file);
  return status !== 0 && totals[1] === 0 ? [totals[0], 1, totals[2]] : totals;
}

function totalsIn(file: string): Totals {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Totals;
  } catch {
    return [0, 1, 0];
  }
}

const parts = await Promise.all([
  mocha('most', true, '--ignore', ON_A_NODE, '--ignore', LASTING, 'test/**/*.test.ts'),
  mocha('node', false, ON_A_NODE),
  mocha('lasting', false, LASTING),
]);
rmSync(folder, { recursive: true });
const sum = (index: 0 | 1 | 2) => parts.reduce((total, part) => total + part[index], 0);
process.stdout.write(`\n${sum(0)} passed, ${sum(1)} failed, ${sum(2)} skipped\n`);
process.exitCode = sum(1) === 0 ? 0 : 1;
