// Runs of the function on ResourceLists, with what came out as values and lines.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { configMap, DEPLOYMENT, resourceList } from './config.ts';

type Result = { severity: string; message: string; field?: { path: string } };
type KubernetesObject = {
  apiVersion: string;
  kind: string;
  type: string;
  metadata: { name: string; namespace: string };
  data: Record<string, string>;
};
export type Output = {
  readonly list: { readonly items: readonly KubernetesObject[] };
  /** Results as `severity field: message`, gravest first. */
  readonly told: readonly string[];
};
type Data = Readonly<Record<string, string>>;

/** Certificates are judged as of 2026. */
export function runOn(input: string): Output {
  const now = new Date('2026-01-01');
  const { output, failed, fault } = evaluate(Buffer.from(input), undefined, now);
  expect(fault).to.equal(undefined);
  const list = load(output.toString()) as { items: KubernetesObject[]; results?: Result[] };
  const { results = [] } = list;
  expect(failed).to.equal(results.some(({ severity }) => severity === 'error'));
  return { list, told: results.map(lineOf) };
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

const lineOf = ({ severity, message, field }: Result) =>
  `${severity} ${field?.path ?? '-'}: ${message}`;

export const errors = ({ told }: Output) => told.filter(line => line.startsWith('error'));
/** Without the one on credentials in plain text, which every generated Secret brings. */
export const warnings = ({ told }: Output) =>
  told.filter(line => line.startsWith('warning') && !line.includes('plain text'));
export const namesOf = ({ list }: Output, kind: string) =>
  list.items.filter(item => item.kind === kind).map(({ metadata }) => metadata.name);
/** Another Deployment, which mounts a Secret of that name. */
export const otherMounting = (secretName: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'other', namespace: 'porch-system' },
  spec: { template: { spec: { volumes: [{ secret: { secretName } }] } } },
});
