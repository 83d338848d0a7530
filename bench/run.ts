// Compares the function, as a whole process, with what users would pick instead and with the least that
// can be done. Exit status 1 where a ratio is above its target.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { embedded } from '../test/support/embedded.ts';
import { kustomization, sized } from './inputs.ts';
import { type Command, compare, type Sample } from './measure.ts';
import { isMet, json, type Row, table } from './report.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FUNCTION = join(ROOT, 'dist/function.js');
const CATALOG = join(ROOT, '../shared/manifests/catalog-porch');
const RUNS = Number(process.env.RUNS ?? 11);
const MEGABYTE = 1e6;

type Comparison = {
  readonly what: string;
  readonly a: Command;
  readonly against: string;
  readonly b: Command;
  readonly most?: Row['most'];
};

function main(folder: string): void {
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const small = write('embedded.yaml', embedded());
  const [one = '', six = '', fifty = ''] = [1, 6, 50].map(megabytes =>
    write(`${megabytes}.yaml`, sized(megabytes * MEGABYTE)),
  );
  const [copy, noOp] = [bundled('copy', folder), bundled('sdk-no-op', folder)];
  const skipped: string[] = [];
  const where = (what: string, is: boolean, comparisons: () => readonly Comparison[]) => {
    if (is) return comparisons();
    skipped.push(what);
    return [];
  };
  const rows = [
    {
      what: 'embedded package',
      a: run(small),
      against: '`node -e 0`',
      b: { argv: node('-e', '0') },
      most: { time: 2 },
    },
    ...where('kubectl', has('kubectl', 'version', '--client'), () => [
      {
        what: 'embedded package',
        a: run(small),
        against: '`kubectl kustomize`',
        b: kustomize(join(folder, 'kustomize')),
        most: { time: 1 },
      },
    ]),
    { what: '1 MB', a: run(one), against: 'copy in Node', b: { argv: node(copy), input: one } },
    {
      what: '6 MB',
      a: run(six),
      against: 'copy in Node',
      b: { argv: node(copy), input: six },
      most: { time: 2, memory: 1.8 },
    },
    {
      what: '6 MB',
      a: run(six),
      against: 'kpt-functions no-op',
      b: { argv: node(noOp), input: six },
      most: { time: 0.25 },
    },
    {
      what: '50 MB',
      a: run(fifty),
      against: 'copy in Node',
      b: { argv: node(copy), input: fifty },
    },
    ...where("kpt and the catalog's package", has('kpt', 'version') && existsSync(CATALOG), () => [
      {
        what: '`kpt fn eval`',
        a: kptEval(`${process.execPath} ${FUNCTION}`, join(folder, 'porch')),
        against: 'with `cat`',
        b: kptEval('cat', join(folder, 'porch')),
        most: { time: 1.3 },
      },
    ]),
  ].map(measured);
  const report = { runs: RUNS, rows: [...rows, ...growth(rows)], skipped };
  process.stdout.write(process.argv.includes('--json') ? json(report) : table(report));
  if (!report.rows.every(isMet)) process.exitCode = 1;
}

function measured({ what, a, against, b, most = {} }: Comparison): Row {
  process.stderr.write(`${what} against ${against}\n`);
  return { what, against, most, ...compare(a, b, RUNS) };
}

/** What eight times the input costs, both beyond what a run on the embedded package does. */
function growth(rows: readonly Row[]): Row[] {
  const sampleOf = (size: string) => rows.find(({ what }) => what === size)?.a ?? { ms: 0, mib: 0 };
  const start = sampleOf('embedded package');
  const beyond = ({ ms, mib }: Sample) => ({ ms: ms - start.ms, mib: mib - start.mib });
  const [a, b] = [beyond(sampleOf('50 MB')), beyond(sampleOf('6 MB'))];
  const size = { ms: 0, mib: (50 * MEGABYTE) / 2 ** 20 };
  return [
    {
      what: '50 MB beyond start-up',
      against: '6 MB beyond start-up',
      ...{ a, b, ratio: { time: a.ms / b.ms }, most: { time: 9 } },
    },
    {
      what: '50 MB beyond start-up',
      against: 'the size of the input',
      ...{ a, b: size, ratio: { memory: a.mib / size.mib }, most: { memory: 3 } },
    },
  ];
}

const node = (...args: string[]): [string, ...string[]] => [process.execPath, ...args];
const run = (input: string): Command => ({ argv: node(FUNCTION), input });
const has = (program: string, ...args: string[]) =>
  spawnSync(program, args, { stdio: 'ignore' }).error === undefined;

/** The program as one bundled file, as the function is. */
function bundled(name: string, folder: string): string {
  const outfile = join(folder, `${name}.cjs`);
  const entryPoints = [join(ROOT, `bench/${name}.ts`)];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', minify: true });
  return outfile;
}

function kustomize(folder: string): Command {
  mkdirSync(folder);
  for (const [name, text] of Object.entries(kustomization()))
    writeFileSync(join(folder, name), text);
  return { argv: ['kubectl', 'kustomize', folder] };
}

/** An executable as kpt's function, on a copy of the catalog's package. */
function kptEval(exec: string, copy: string): Command {
  const prepare = () => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(CATALOG, copy, { recursive: true });
    spawnSync('chmod', ['-R', 'u+w', copy]);
  };
  const credential = ['registry=ghcr.io', 'username=u', 'password=p'];
  return { argv: ['kpt', 'fn', 'eval', copy, '--exec', exec, '--', ...credential], prepare };
}

const folder = mkdtempSync(join(tmpdir(), 'epr-bench-'));
try {
  main(folder);
} finally {
  rmSync(folder, { recursive: true });
}
