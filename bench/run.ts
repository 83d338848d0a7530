// Compares the function, as a whole process, with what users would pick instead and with the least that can be done.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { embedded, kustomization, sized } from './inputs.ts';
import { type Command, compare, type Sample } from './measure.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const RUNS = Number(process.env.RUNS ?? 11);
const folder = mkdtempSync(join(tmpdir(), 'epr-bench-'));

type Row = { what: string; against: string; time: number; memory: number; a: Sample; b: Sample };
const rows: Row[] = [];
const skipped: string[] = [];
function row(what: string, a: Command, against: string, b: Command): Row {
  const measured = { what, against, ...compare(a, b, RUNS) };
  rows.push(measured);
  return measured;
}

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const node = (...args: string[]): [string, ...string[]] => [process.execPath, ...args];
const has = (program: string, ...args: string[]) =>
  spawnSync(program, args, { stdio: 'ignore' }).error === undefined;
/** The program as one bundled file, as the function is. */
function bundled(name: string): string {
  const outfile = join(folder, `${name}.cjs`);
  const entryPoints = [join(ROOT, `bench/${name}.ts`)];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', minify: true });
  return outfile;
}

const FUNCTION = join(ROOT, 'dist/function.js');
const run = (input: string): Command => ({ argv: node(FUNCTION), input });

function main(): void {
  const small = write('embedded.yaml', embedded());
  row('embedded package', run(small), 'node -e 0', { argv: node('-e', '0') });
  if (has('kubectl', 'version', '--client')) {
    const package_ = join(folder, 'kustomize');
    mkdirSync(package_);
    for (const [name, text] of Object.entries(kustomization())) write(`kustomize/${name}`, text);
    const argv = ['kubectl', 'kustomize', package_] as const;
    row('embedded package', run(small), 'kubectl kustomize', { argv: [...argv] });
  } else skipped.push('kubectl');
  const [copy, noOp] = [bundled('copy'), bundled('sdk-no-op')];
  for (const megabytes of [1, 10, 50]) {
    const input = write(`${megabytes}.yaml`, sized(megabytes * 1e6));
    row(`${megabytes} MB`, run(input), 'copy in Node', { argv: node(copy), input });
    if (megabytes !== 10) continue;
    row('10 MB', run(input), 'kpt-functions no-op', { argv: node(noOp), input });
  }
  kptEval();
  print();
}

/** The function inside kpt, against `cat` there, on a copy of the catalog's package. */
function kptEval(): void {
  const source = join(ROOT, '../shared/manifests/catalog-porch');
  if (!has('kpt', 'version') || !existsSync(source)) {
    skipped.push("kpt and the catalog's package");
    return;
  }
  const copy = join(folder, 'porch');
  const prepare = () => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(source, copy, { recursive: true });
    spawnSync('chmod', ['-R', 'u+w', copy]);
  };
  const evaluate = (exec: string): Command => ({
    argv: [
      'kpt',
      'fn',
      'eval',
      copy,
      '--exec',
      exec,
      '--',
      'registry=ghcr.io',
      'username=u',
      'password=p',
    ],
    prepare,
  });
  row('kpt fn eval', evaluate(`${process.execPath} ${FUNCTION}`), 'with cat', evaluate('cat'));
}

function print(): void {
  const machine = `${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`;
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ machine, runs: RUNS, rows, skipped }, null, 2)}\n`);
    return;
  }
  const number = (value: number, digits = 0) => value.toFixed(digits);
  const lines = rows.map(({ what, against, time, memory, a, b }) => [
    what,
    against,
    `${number(a.ms)} / ${number(b.ms)} ms`,
    number(time, 2),
    `${number(a.mib)} / ${number(b.mib)} MiB`,
    number(memory, 2),
  ]);
  const head = ['input', 'against', 'time', 'ratio', 'peak memory', 'ratio'];
  const table = [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`);
  process.stdout.write(`${table.join('\n')}\n\n${RUNS} pairs, medians; ${machine}\n`);
  if (skipped.length > 0) process.stdout.write(`Skipped, not there: ${skipped.join(', ')}\n`);
}

try {
  main();
} finally {
  rmSync(folder, { recursive: true });
}
