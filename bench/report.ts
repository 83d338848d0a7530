// The rows of a benchmark as a table or as JSON, each ratio beside the most that it may be.
import { arch, cpus, platform } from 'node:os';
import type { Sample } from './measure.ts';

type Ratios = { readonly time?: number; readonly memory?: number };
export type Row = {
  readonly what: string;
  readonly against: string;
  readonly a: Sample;
  readonly b: Sample;
  /** Of `a` to `b`. */
  readonly ratio: Ratios;
  /** The targets. */
  readonly most: Ratios;
};
export type Report = {
  readonly runs: number;
  readonly rows: readonly Row[];
  /** What this machine lacks. */
  readonly skipped: readonly string[];
};

const KEYS = ['time', 'memory'] as const;

export const isMet = ({ ratio, most }: Row): boolean =>
  KEYS.every(key => (ratio[key] ?? 0) <= (most[key] ?? Number.POSITIVE_INFINITY));

const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim()}, ${platform()} ${arch()}, Node ${process.version}`;

export function json({ rows, ...rest }: Report): string {
  const judged = rows.map(row => ({ ...row, isMet: isMet(row) }));
  return `${JSON.stringify({ date: today(), machine: machine(), ...rest, rows: judged }, null, 2)}\n`;
}

const HEAD = ['input', 'against', 'time', 'ratio', 'target', 'peak memory', 'ratio', 'target'];

export function table({ rows, runs, skipped }: Report): string {
  const lines = [HEAD, HEAD.map(() => '---'), ...rows.map(cells)];
  const missed = rows.filter(row => !isMet(row));
  return [
    ...lines.map(line => `| ${line.join(' | ')} |`),
    '',
    `${today()}, ${machine()}; medians of ${runs} pairs`,
    ...(skipped.length > 0 ? [`Skipped, not there: ${skipped.join(', ')}`] : []),
    ...missed.map(({ what, against }) => `Above its target: ${what} against ${against}`),
    '',
  ].join('\n');
}

function cells({ what, against, a, b, ratio, most }: Row): string[] {
  const ratioOf = (key: keyof Ratios) => ratio[key]?.toFixed(2) ?? '';
  const target = (key: keyof Ratios) => (most[key] === undefined ? '' : `≤ ${most[key]}`);
  const pair = (key: keyof Sample, unit: string) =>
    `${a[key].toFixed(0)} / ${b[key].toFixed(0)} ${unit}`;
  return [
    ...[what, against],
    ...[pair('ms', 'ms'), ratioOf('time'), target('time')],
    ...[pair('mib', 'MiB'), ratioOf('memory'), target('memory')],
  ];
}

const today = (): string => new Date().toISOString().slice(0, 10);
