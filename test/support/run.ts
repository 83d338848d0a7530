// Runs of the function on ResourceLists, with what came out as values and lines.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate, type Outcome } from '../../src/function/evaluate.ts';
import type { Result } from '../../src/krm/result.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from './config.ts';

type KubernetesObject = {
  apiVersion: string;
  kind: string;
  type: string;
  metadata: { name: string; namespace: string };
  data: Record<string, string>;
};
export type Output = {
  readonly list: { readonly items: readonly KubernetesObject[] };
  readonly results: readonly Result[];
};
type Data = Readonly<Record<string, string>>;

/** Certificates are judged as of 2026. */
const NOW = new Date('2026-01-01');

/** A run that may fail, by no bug. */
export function runOn(input: string): Output {
  const { output, results } = evaluated(input);
  return { list: load(output.toString()) as Output['list'], results };
}

/** Errors and warnings on a list in block style, whose items leave as they came where there is an error. */
export function faultsIn(input: string): string[] {
  const { output, results, failed } = evaluated(input);
  if (failed) expect(output.toString().slice(0, input.length), 'the input').to.equal(input);
  return codesIn(results.filter(({ severity }) => severity !== 'info'));
}

/** `faultsIn` for a function runner, and other items behind it. */
export const faultsWith = (config: unknown, ...items: readonly string[]): string[] =>
  faultsIn(resourceList([DEPLOYMENT, ...items], config));

/** `faultsIn` for a function runner whose text is changed. */
export function faultsAfter(from: string | RegExp, to: string, options: Data = {}): string[] {
  const deployment = DEPLOYMENT.replace(from, to);
  expect(deployment).not.to.equal(DEPLOYMENT);
  return faultsIn(resourceList([deployment], configMap({ ...CREDENTIALS, ...options })));
}

function evaluated(input: string): Outcome {
  const outcome = evaluate(Buffer.from(input), undefined, NOW);
  expect(outcome.fault).to.equal(undefined);
  const isFailed = outcome.results.some(({ severity }) => severity === 'error');
  expect(outcome.failed).to.equal(isFailed);
  return outcome;
}

/** A run on a function runner and other items; without the sync, which is another matter. */
export const runWith = (data: Data, ...items: readonly object[]): Output =>
  runOn(
    resourceList(
      [DEPLOYMENT, ...items.map(item => JSON.stringify(item))],
      configMap({ sync: 'none', ...data }),
    ),
  );

/** A run on an earlier one's output, with another functionConfig. */
export const runAgain = ({ list }: Output, data: Data): Output =>
  runOn(
    JSON.stringify({
      ...list,
      functionConfig: configMap({ sync: 'none', ...data }),
      results: undefined,
    }),
  );

/** Each result as `severity field: code`, gravest first. */
export const codesIn = (results: readonly Result[]): string[] =>
  results.map(({ severity, field, code }) => `${severity} ${field?.path ?? '-'}: ${code}`);

export const codes = ({ results }: Output): string[] => codesIn(results);
export const errors = (output: Output): string[] =>
  codes(output).filter(line => line.startsWith('error'));
/** Without the one on credentials in plain text, which every generated Secret brings. */
export const warnings = (output: Output): string[] =>
  codes(output).filter(line => /^warning (?!.*plain-text)/.test(line));
export const namesOf = ({ list }: Output, kind: string) =>
  list.items.filter(item => item.kind === kind).map(({ metadata }) => metadata.name);
/** Another Deployment, which mounts a Secret of that name. */
export const otherMounting = (secretName: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'other', namespace: 'porch-system' },
  spec: { template: { spec: { volumes: [{ secret: { secretName } }] } } },
});
