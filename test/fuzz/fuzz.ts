// What all fuzzers share. FUZZ_RUNS and FUZZ_SEED set how many runs there are, and repeat them.
import { expect } from 'chai';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { evaluate, type Outcome } from '../../src/function/evaluate.ts';

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/** A title with the seed, and the parameters that go with it. @param few runs as long as nobody asks for more */
export function fuzz(title: string, few: number): { title: string; numRuns: number; seed: number } {
  const numRuns = Number(process.env.FUZZ_RUNS ?? few);
  return { title: `${title} (${numRuns} runs, FUZZ_SEED=${SEED})`, numRuns, seed: SEED };
}

type Items = { readonly items: readonly unknown[] };

/** The value of a text, by a parser that is not the project's own; `undefined` where it finds a fault. */
export function valueIn(text: string): Items | undefined {
  const document = parseDocument(text, { logLevel: 'silent' });
  return document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: -1 }) as Items);
}

/** Codes of results that only a bug can bring. */
const BUGS: readonly string[] = ['internal-error', 'edit-not-proven'];

/** A run that no bug ends, whose output the other parser reads. */
export function run(
  text: string,
): Outcome & { readonly text: string; readonly items: readonly unknown[] } {
  const outcome = evaluate(Buffer.from(text));
  const output = outcome.output.toString();
  const { results, fault } = outcome;
  expect(
    results.filter(({ code }) => BUGS.includes(code)),
    `${fault}\n${text}`,
  ).to.deep.equal([]);
  const value = valueIn(output);
  if (value === undefined) throw new Error(`no YAML:\n${text}\n-----\n${output}`);
  return { ...outcome, text: output, items: value.items };
}

/** Without empty lists and nulls: the function may leave brackets. */
export const normal = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, field: unknown) =>
      field === null || (Array.isArray(field) && field.length === 0) ? undefined : field,
    ),
  );

export const seeded = <T>(
  property: fc.IProperty<T> | fc.IPropertyWithHooks<T>,
  { numRuns, seed }: { readonly numRuns: number; readonly seed: number },
) => fc.assert(property as fc.IProperty<T>, { numRuns, seed });
