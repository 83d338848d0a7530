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

/** @param findings at least one of them of a step that failed */
const failedWith = <F>(findings: readonly F[]) => ({ ok: false, findings }) as Failed<F>;

type Graded = Pick<Finding, 'severity'>;

/** The value with its findings, or the findings alone where one of them is an error. */
export const unlessErrors = <T, F extends Graded>(
  findings: readonly F[],
  value: () => T,
): Step<T, F> => (findings.some(isError) ? failedWith(findings) : done(value(), findings));

/** The next step, on the value of a first one; the findings of both in their order. */
export function andThen<T, U, F = Finding>(
  step: Step<T, F>,
  next: (value: T) => Step<U, F>,
): Step<U, F> {
  if (!step.ok) return step;
  const after = next(step.value);
  const findings = [...step.findings, ...after.findings];
  return after.ok ? done(after.value, findings) : failedWith(findings);
}

/** The same step with its findings in another form. */
export function mapFindings<T, F, G>(step: Step<T, F>, map: (finding: F) => G): Step<T, G> {
  const findings = step.findings.map(map);
  return step.ok ? done(step.value, findings) : failedWith(findings);
}

/** The values of all steps in their order, or, where one failed, the findings of all of them. */
export function each<T, F = Finding>(steps: readonly Step<T, F>[]): Step<readonly T[], F> {
  const findings = steps.flatMap(step => step.findings);
  return steps.every(step => step.ok)
    ? done(
        steps.map(({ value }) => value),
        findings,
      )
    : failedWith(findings);
}

type Values<S extends readonly Step<unknown, unknown>[]> = {
  readonly [I in keyof S]: S[I] extends Step<infer T, infer _> ? T : never;
};

/** `each` for a few steps of different types. */
export const all = <const S extends readonly Step<unknown, F>[], F>(
  ...steps: S & readonly Step<unknown, F>[]
): Step<Values<S>, F> => each<unknown, F>(steps) as Step<Values<S>, F>;
