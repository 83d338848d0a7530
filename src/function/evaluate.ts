// The function from text to text: read, plan, apply, write.
import type { Finding } from '../findings/finding.ts';
import { isSame } from '../krm/object.ts';
import { readResourceList } from '../krm/read.ts';
import { type ResourceList, UNCHANGED } from '../krm/resource-list.ts';
import { isError, type Result, SEVERITIES } from '../krm/result.ts';
import { Slices } from '../krm/slices.ts';
import { blockLines } from '../yaml/print.ts';
import { apply } from './edits.ts';
import { plan } from './plan.ts';
import { PUBLISHED_IMAGE } from './usage.ts';

export type Outcome = {
  /** A ResourceList, also where the input is none; after a bug perhaps the input itself. */
  readonly output: Slices;
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
    if (!read.ok) return { output: emptyList(read.findings.map(resultOf)), failed: true };
    list = read.value;
    return transform(list, image, now);
  } catch (bug) {
    return { output: told(list) ?? new Slices([input]), failed: true, fault: traceOf(bug) };
  }
}

/** The items as they came, with a result; `undefined` where not even that can be done. */
function told(list: ResourceList | undefined): Slices | undefined {
  try {
    return list?.write({ ...UNCHANGED, results: [BUG] });
  } catch {
    return undefined;
  }
}

const BUG: Result = {
  severity: 'error',
  message:
    'the function must be mended: it failed on this input, and changed nothing; please report the lines ' +
    'that it wrote to stderr, which hold nothing of the input',
};

/** The stack without the error's message, which may quote the input. */
function traceOf(bug: unknown): string {
  const frames = bug instanceof Error ? (bug.stack?.match(/^ {4}at .*$/gm) ?? []) : [];
  return ['internal error: please report it with these lines', ...frames, ''].join('\n');
}

function transform(list: ResourceList, image: string, now: Date): Outcome {
  const planned = plan(list, image, now);
  const failed = planned.results.some(isError) || planned.value === undefined;
  const changes = failed || planned.value === undefined ? UNCHANGED : apply(planned.value);
  const results = [...planned.results, ...changes.results]
    .filter(result => !list.results.some(earlier => isSame(earlier, result)))
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return { output: list.write({ ...changes, results }), failed };
}

const resultOf = ({ message, severity }: Finding): Result => ({ message, severity });

function emptyList(results: readonly Result[]): Slices {
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items: [], results };
  return new Slices([Buffer.from(`${blockLines(list, true).join('\n')}\n`)]);
}
