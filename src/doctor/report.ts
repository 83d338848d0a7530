// The report for people: first what is broken, then what could not be checked, then how much is right.
import { styleText } from 'node:util';
import type { Examined } from '../checks/check.ts';
import type { Severity } from '../findings/finding.ts';
import type { Mended } from './command.ts';

type Style = Extract<Parameters<typeof styleText>[0], readonly unknown[]>[number];
const HEADS: Readonly<Record<Severity, readonly [head: string, color: Style]>> = {
  error: ['Broken', 'red'],
  warning: ['Doubtful', 'yellow'],
  info: ['Worth knowing', 'cyan'],
};
type Paint = (style: Style, text: string) => string;
const INDENT = ' '.repeat(9);

export type Report = Pick<Examined, 'unmade' | 'passed'> & { readonly findings: readonly Mended[] };

export function textReport({ findings, unmade, passed }: Report, isColoured: boolean): string {
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
  return [
    ...groups,
    ...(unknown.length > 0 ? [paint('bold', 'Could not be checked'), ...unknown, ''] : []),
    countsOf(findings, unmade.length, passed.length),
    '',
  ].join('\n');
}

function linesOf(finding: Mended, paint: Paint): string[] {
  const { code, message, resourceRef, file, command } = finding;
  const at = resourceRef && [resourceRef.namespace, resourceRef.name].filter(Boolean).join('/');
  const object = resourceRef ? `${resourceRef.kind} ${at}` : 'the package';
  const [what = '', ...todo] = message.split(/(?<=[^.])\. (?=[A-Z])/);
  return [
    `${paint('bold', code)}  ${object}${file ? paint('dim', ` (${file.path})`) : ''}`,
    `${INDENT}${what}.`,
    ...(todo.length > 0 ? [`${INDENT}${todo.join('. ')}.`] : []),
    ...(command === undefined ? [] : [`${INDENT}${paint('green', `$ ${command}`)}`]),
  ];
}

function countsOf(findings: readonly Mended[], unmade: number, passed: number): string {
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
export function jsonReport({ findings, unmade, passed }: Report, exitStatus: number): string {
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
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
