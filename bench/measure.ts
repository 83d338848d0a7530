// Whole-process measurements in pairs: A B A B …, one warm-up of each first, then medians and ratios.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

export type Command = {
  readonly argv: readonly [string, ...string[]];
  /** A file for stdin. */
  readonly input?: string;
  /** Done before each run, outside the measurement. */
  readonly prepare?: () => void;
};
/** Wall time in milliseconds, peak resident memory of the process in MiB. */
export type Sample = { readonly ms: number; readonly mib: number };
type Pair = { readonly a: Sample; readonly b: Sample };
export type Compared = Pair & {
  readonly ratio: { readonly time: number; readonly memory: number };
};

const GNU_TIME = '/usr/bin/time';

/** One run under GNU time, which reports the peak. A failure of the command is an error. */
function measure({ argv, input, prepare }: Command): Sample {
  prepare?.();
  const stdin = input === undefined ? 'ignore' : openSync(input, 'r');
  const start = process.hrtime.bigint();
  const { error, status, stderr } = spawnSync(GNU_TIME, ['--format=%M', ...argv], {
    stdio: [stdin, openNull, 'pipe'],
    encoding: 'utf8',
  });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (typeof stdin === 'number') closeSync(stdin);
  if (error) throw new Error(`GNU time must be there, as ${GNU_TIME}: Debian's package \`time\``);
  if (status !== 0) throw new Error(`${argv.join(' ')} failed:\n${stderr}`);
  return { ms, mib: Number(stderr.trim().split('\n').at(-1)) / 1024 };
}

const openNull = openSync('/dev/null', 'w');

/** The medians of both, and the median of the ratios pair by pair. */
export function compare(a: Command, b: Command, runs: number): Compared {
  measure(a);
  measure(b);
  const pairs = Array.from({ length: runs }, (): Pair => ({ a: measure(a), b: measure(b) }));
  const medianOf = (value: (pair: Pair) => number) => median(pairs.map(value));
  return {
    a: { ms: medianOf(pair => pair.a.ms), mib: medianOf(pair => pair.a.mib) },
    b: { ms: medianOf(pair => pair.b.ms), mib: medianOf(pair => pair.b.mib) },
    ratio: {
      time: medianOf(pair => pair.a.ms / pair.b.ms),
      memory: medianOf(pair => pair.a.mib / pair.b.mib),
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((x, y) => x - y);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 0 ? (low + high) / 2 : high;
}
