// The function from text to text: read, plan, write.
import { error, SEVERITIES } from '../findings/finding.ts';
import { failed } from '../findings/step.ts';
import { isSame } from '../krm/object.ts';
import { readResourceList } from '../krm/read.ts';
import { type ResourceList, UNCHANGED } from '../krm/resource-list.ts';
import { entryOf, type Result, resultOf } from '../krm/result.ts';
import { Slices } from '../krm/slices.ts';
import { blockLines } from '../yaml/print.ts';
import { plan } from './plan.ts';
import { PUBLISHED_IMAGE } from './usage.ts';

export type Outcome = {
  /** A ResourceList, also where the input is none; after a bug perhaps the input itself. */
  readonly output: Slices;
  /** What this run adds to `results`, gravest first. */
  readonly results: readonly Result[];
  /** There is an error among the results: the items are those of the input. */
  readonly failed: boolean;
  /** For stderr: where a bug of the function struck. */
  readonly fault?: string;
};

/**
 * @param input the bytes of stdin, whatever they are
 * @param image the image that this function runs in, for the manifest of the sync
 * @param now by which the certificates of a private CA are judged
 */
export function evaluate(input: Buffer, image = PUBLISHED_IMAGE, now = new Date()): Outcome {
  let list: ResourceList | undefined;
  try {
    const read = readResourceList(input);
    if (!read.ok) {
      const results = read.findings.map(resultOf);
      return { output: emptyList(results), results, failed: true };
    }
    list = read.value;
    return transform(list, image, now);
  } catch (bug) {
    const output = withBug(list) ?? new Slices([input]);
    return { output, results: [BUG], failed: true, fault: traceOf(bug) };
  }
}

/** The items as they came, with a result; `undefined` where not even that can be done. */
function withBug(list: ResourceList | undefined): Slices | undefined {
  try {
    return list === undefined ? undefined : unchanged(list, [BUG]);
  } catch {
    return undefined;
  }
}

const BUG = resultOf(
  error(
    'internal-error',
    'internal error in the function: no items were changed. Please report this bug with the stack trace on ' +
      'stderr; it contains none of your input',
  ),
);

/** The stack without the error's message, which may quote the input. */
function traceOf(bug: unknown): string {
  const frames = bug instanceof Error ? (bug.stack?.match(/^ {4}at .*$/gm) ?? []) : [];
  return ['internal error: please report it with these lines', ...frames, ''].join('\n');
}

/** A change is needed for a failure to write: without any, there is always an output. */
function unchanged(list: ResourceList, results: readonly Result[]): Slices {
  const output = list.write({ ...UNCHANGED, results: results.map(entryOf) });
  if (!output.ok) throw new Error('a list without changes can be written');
  return output.value;
}

function transform(list: ResourceList, image: string, now: Date): Outcome {
  const [fault, ...more] = list.faults.map(resultOf);
  const planned = fault === undefined ? plan(list, image, now) : failed(fault, ...more);
  const results = planned.findings
    .filter(result => !list.results.some(earlier => isSame(earlier, entryOf(result))))
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  if (!planned.ok) return { output: unchanged(list, results), results, failed: true };
  const output = list.write({ ...planned.value, results: results.map(entryOf) });
  if (output.ok) return { output: output.value, results, failed: false };
  const errors = output.findings.map(resultOf);
  return { output: unchanged(list, errors), results: errors, failed: true };
}

function emptyList(results: readonly Result[]): Slices {
  const list = {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items: [],
    results: results.map(entryOf),
  };
  return new Slices([Buffer.from(`${blockLines(list, true).join('\n')}\n`)]);
}
