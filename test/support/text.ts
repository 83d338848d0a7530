// Runs of the function on text, by which formatting and comments can be told.
import { expect } from 'chai';
import { evaluate } from '../../src/function/evaluate.ts';
import type { Result } from '../../src/krm/result.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from './config.ts';
import { codesIn } from './run.ts';

export type Data = Readonly<Record<string, string>>;

export const WITHOUT_SYNC = { ...CREDENTIALS, sync: 'none' };
export const DISABLED = { state: 'disabled' };

/** The ResourceList's text before its functionConfig and results. */
const bodyOf = (text: string): string => text.split(/^functionConfig:/m)[0] ?? '';

export const bodyWith = (...items: readonly string[]): string =>
  bodyOf(resourceList(items, configMap({})));

export type TextRun = {
  readonly body: string;
  readonly results: readonly Result[];
  /** Each result as `severity field: code`. */
  readonly codes: readonly string[];
  /** The messages of all results, for what they may hold and what not. */
  readonly messages: string;
};

/** A run on such a text. */
export function run(body: string, data: Data): TextRun {
  const config = resourceList([], configMap(data)).split('items:\n')[1];
  const { output, results, fault } = evaluate(Buffer.from(body + config));
  expect(fault).to.equal(undefined);
  return {
    body: bodyOf(output.toString()),
    results,
    codes: codesIn(results),
    messages: results.map(({ message }) => message).join('\n'),
  };
}

export const once = (data: Data, deployment = DEPLOYMENT): string =>
  run(bodyWith(deployment), data).body;

/** The function runner with flags, a mount and a volume `own` of that source. */
export const wiredByHand = (flags: string, mountPath: string, source: string): string =>
  DEPLOYMENT.replace('        volumeMounts:\n', `${flags}        volumeMounts:\n`)
    .replace(
      '      volumes:\n',
      `        - mountPath: ${mountPath}\n          name: own\n      volumes:\n`,
    )
    .concat(`      - name: own\n        ${source}\n`);
