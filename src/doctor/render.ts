// The report for people: first what is broken, then what could not be checked, then how much is right.
import { styleText } from 'node:util';
import type { Examined } from '../checks/check.ts';
import { type NamedImage, shortly, whoOf } from '../checks/named-image.ts';
import type { Severity } from '../findings/finding.ts';
import type { Reported } from './command.ts';

type Style = Extract<Parameters<typeof styleText>[0], readonly unknown[]>[number];
const HEADS: Readonly<Record<Severity, readonly [head: string, color: Style]>> = {
  error: ['Broken', 'red'],
  warning: ['Doubtful', 'yellow'],
  info: ['Worth knowing', 'cyan'],
};
type Paint = (style: Style, text: string) => string;
const INDENT = ' '.repeat(9);

export type Report = Pick<Examined, 'unmade' | 'passed'> & {
  readonly findings: readonly Reported[];
  /** Those that the user named, whether something is wrong with them or not. */
  readonly images: readonly NamedImage[];
};

export function textReport(report: Report, isColoured: boolean): string {
  const { findings, unmade, passed } = report;
  const paint: Paint = (style, text) =>
    isColoured ? styleText(style, text, { validateStream: false }) : text;
  const severities = Object.entries(HEADS) as [Severity, (typeof HEADS)[Severity]][];
  const groups = severities.flatMap(([severity, [head, style]]) => {
    const group = findings.filter(finding => finding.severity === severity);
    return group.length === 0
      ? []
      : [paint(style, head), ...group.flatMap(finding => linesOf(finding, paint)), ''];
  });
  const unknown = unmade.map(({ check, because }) => `${check.code}  ${check.title}: ${because}`);
  const images = report.images.flatMap(({ name, answers }) =>
    answers.map(answer => `${name}  ${whoOf(answer)}: ${shortly(answer.answer)}`),
  );
  return [
    ...groups,
    ...(unknown.length > 0 ? [paint('bold', 'Could not be checked'), ...unknown, ''] : []),
    ...(images.length > 0 ? [paint('bold', 'Images'), ...images, ''] : []),
    countsOf(findings, unmade.length, passed.length),
    '',
  ].join('\n');
}

function linesOf(finding: Reported, paint: Paint): string[] {
  const { code, message, resourceRef, file, command } = finding;
  const [what = '', ...todo] = message.split(/(?<=[^.])\. (?=[A-Z])/).map(line => `${line}.`);
  const lines = [capitalised(what), ...(todo.length > 0 ? [todo.join(' ')] : [])];
  const at = resourceRef && [resourceRef.namespace, resourceRef.name].filter(Boolean).join('/');
  const where = resourceRef
    ? [`${resourceRef.kind} ${at}${file ? paint('dim', ` (${file.path})`) : ''}`]
    : file
      ? [paint('dim', file.path ?? '')]
      : [];
  const shell = command === undefined ? [] : [paint('green', `$ ${command}`)];
  const [first = '', ...rest] = [...where, ...lines, ...shell];
  return [`${paint('bold', code)}  ${first}`, ...rest.map(line => INDENT + line)];
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function countsOf(findings: readonly Reported[], unmade: number, passed: number): string {
  const count = (severity: Severity) =>
    findings.filter(found => found.severity === severity).length;
  const parts = [
    [count('error'), 'broken'],
    [count('warning'), 'doubtful'],
    [unmade, 'could not be checked'],
    [passed, passed === 1 ? 'check is right' : 'checks are right'],
  ] as const;
  return parts
    .filter(([number], index) => number > 0 || index === 0 || index === 3)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ');
}

/** The documented shape of `-o json`; keys are added, never changed. */
export function jsonReport(
  { findings, unmade, passed, images }: Report,
  exitStatus: number,
): string {
  const report = {
    version: 1,
    exitStatus,
    findings: findings.map(({ code, severity, message, resourceRef, field, file, command }) => ({
      code,
      severity,
      message,
      ...(resourceRef && { object: resourceRef }),
      ...(field && { field: field.path }),
      ...(file && { file: file.path }),
      ...(command !== undefined && { command }),
    })),
    unchecked: unmade.map(({ check, because }) => ({
      code: check.code,
      title: check.title,
      because,
    })),
    passed: passed.map(({ code }) => code),
    ...(images.length > 0 && { images }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
