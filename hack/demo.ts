// The main job on a copy of the embedded package: what changes, and what the function says.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dump, load } from 'js-yaml';
import { documents, resourceList } from '../test/support/config.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FILES = ['Kptfile', '2-function-runner.yaml', 'fn-config/docker-config.yaml'];
const FUNCTION = `${process.execPath} ${join(ROOT, 'dist/function.js')}`;

const folder = mkdtempSync(join(tmpdir(), 'enable-private-registries-'));
const [before, after] = [join(folder, 'before'), join(folder, 'after')];
try {
  for (const file of FILES) cpSync(join(ROOT, file), join(before, file));
  const hasKpt = spawnSync('kpt', ['version'], { stdio: 'ignore' }).error === undefined;
  const said = hasKpt ? renderWithKpt() : runAlone();
  spawnSync('git', ['--no-pager', 'diff', '--no-index', '--color=always', 'before', 'after'], {
    cwd: folder,
    stdio: 'inherit',
  });
  process.stdout.write(`\n${said}`);
} finally {
  rmSync(folder, { recursive: true });
}

/** `kpt fn render`, with the bundle in the place of the image. Formatting of kpt's own is no change. */
function renderWithKpt(): string {
  const kptfile = join(before, 'Kptfile');
  const text = readFileSync(kptfile, 'utf8');
  writeFileSync(kptfile, text.replace(/image: .*/, `exec: ${FUNCTION}`));
  kpt('fn', 'eval', before, '--exec', 'cat');
  cpSync(before, after, { recursive: true });
  return kpt('fn', 'render', after, '--allow-exec', '--truncate-output=false');
}

function kpt(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('kpt', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`kpt ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout + stderr;
}

/** The function alone, on the ResourceList that an orchestrator would give it. */
function runAlone(): string {
  const [, runner = '', config = ''] = FILES.map(file => readFileSync(join(before, file), 'utf8'));
  const input = resourceList(documents(runner), load(config));
  const [program = '', ...args] = FUNCTION.split(' ');
  const { status, stdout } = spawnSync(program, args, { input, encoding: 'utf8' });
  const { results } = load(stdout) as { results: unknown };
  if (status !== 0) throw new Error(`the function failed:\n${dump(results)}`);
  rmSync(before, { recursive: true });
  for (const [place, text] of Object.entries({ before: input, after: stdout })) {
    const file = join(folder, place, 'resource-list.yaml');
    cpSync(join(ROOT, 'Kptfile'), file);
    writeFileSync(file, text.split(/^results:/m)[0] ?? '');
  }
  return `kpt is not there: the function ran alone, on a ResourceList. Its results:\n\n${dump(results)}`;
}
