// What a step that can fail comes to: a value, or what is wrong. Nothing throws for a user's mistake.
import { type Finding, isError } from './finding.ts';

/** A failed step always says why: it has at least one finding, an error where findings have severities. */
export type Failed<F> = { readonly ok: false; readonly findings: readonly [F, ...F[]] };

/** A value with what is worth reporting beside it (warnings, infos), or the findings that are in its way. */
export type Step<T, F = Finding> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly F[] }
  | Failed<F>;

export const done = <T, F = Finding>(value: T, findings: readonly F[] = []): Step<T, F> => ({
  ok: true,
  value,
  findings,
});

export const failed = <F>(first: F, ...rest: readonly F[]): Failed<F> => ({
  ok: false,
  findings: [first, ...rest],
});

type Graded = Pick<Finding, 'severity'>;

/** The value with its findings, or the findings alone where one of them is an error. */
export function unlessErrors<T, F extends Graded>(
  findings: readonly F[],
  value: () => T,
): Step<T, F> {
  const [first, ...rest] = findings;
  return first !== undefined && findings.some(isError)
    ? failed(first, ...rest)
    : done(value(), findings);
}

type Values<S extends readonly Step<unknown, unknown>[]> = {
  readonly [I in keyof S]: S[I] extends Step<infer T, infer _> ? T : never;
};

/** The values of all steps in their order, or, where one failed, the findings of all of them. */
export function all<const S extends readonly Step<unknown, F>[], F>(
  ...steps: S & readonly Step<unknown, F>[]
): Step<Values<S>, F> {
  const findings = steps.flatMap(step => step.findings);
  const [first, ...rest] = findings;
  if (first !== undefined && steps.some(({ ok }) => !ok)) return failed(first, ...rest);
  const values = steps.map(step => (step.ok ? step.value : undefined));
  return done(values as unknown as Values<S>, findings);
}
