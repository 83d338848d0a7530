// One check: a pure function over facts, with the words that documents and reports have for it.
import type { CheckCode } from '../findings/codes.ts';
import { SEVERITIES, type Severity } from '../findings/finding.ts';
import { identityOf } from '../krm/identity.ts';
import { type Result, resultOn } from '../krm/result.ts';
import type { KubernetesObject } from './fact.ts';
import type { Facts, Observed } from './observed.ts';
import { guarded, type Operation } from './patch.ts';

/** What a check comes to: a result, and what corrects it in a cluster. */
export type Finding = Result & {
  readonly code: CheckCode;
  /** Operations on the object in the cluster. */
  readonly patch?: readonly Operation[];
  /** A line of shell for a cluster. */
  readonly command?: string;
  /** In a package: a new run of the function puts it right. */
  readonly byFunction?: boolean;
};

type Words = {
  /** What holds where all is right. */
  readonly title: string;
  /** What it means where it does not hold. */
  readonly means: string;
  readonly todo: string;
  /** A new run of the function puts it right, unless a finding says otherwise. */
  readonly byFunction?: true;
};

export type Check = Words & {
  readonly code: CheckCode;
  /** The facts without which it cannot be made. */
  readonly needs: readonly (keyof Facts)[];
  readonly find: (facts: Facts) => Finding[];
};

/** How a check's function makes a finding: without its code, which is the check's. */
export type Draft = Omit<Finding, 'code'>;

export const check = <const K extends keyof Facts>(
  code: CheckCode,
  words: Words,
  needs: readonly K[],
  find: (facts: Pick<Facts, K>) => readonly Draft[],
): Check => ({
  code,
  ...words,
  needs,
  find: facts =>
    find(facts).map(draft => ({ byFunction: words.byFunction === true, ...draft, code })),
});

type Remedy = Pick<Finding, 'patch' | 'command' | 'byFunction'>;

const on =
  (severity: Severity) =>
  (object: KubernetesObject, message: string, path?: string, remedy: Remedy = {}) => {
    const { code: _, ...rest } = resultOn(
      identityOf(object),
      { code: NONE, severity, message },
      path,
    );
    const { patch } = remedy;
    return { ...rest, ...remedy, ...(patch && { patch: guarded(object, patch) }) };
  };
/** The check puts its own in the place. */
const NONE = 'EPR0101';

export const broken = on('error');
export const doubtful = on('warning');

export type Examined = {
  readonly findings: readonly Finding[];
  /** Checks that could not be made, with the reason. */
  readonly unmade: readonly { readonly check: Check; readonly because: string }[];
  readonly passed: readonly Check[];
};

/** Makes each check whose facts were asked for. */
export function examine(checks: readonly Check[], observed: Observed): Examined {
  const findings: Finding[] = [];
  const unmade: { check: Check; because: string }[] = [];
  const passed: Check[] = [];
  for (const check of checks) {
    const facts = check.needs.map(need => observed[need]);
    if (facts.includes(undefined)) continue;
    const missing = facts.find(fact => fact?.isKnown === false);
    if (missing?.isKnown === false) {
      unmade.push({ check, because: missing.because });
      continue;
    }
    const values = check.needs.map((need, index) => [need, knownValue(facts[index])]);
    const found = check.find(Object.fromEntries(values) as Facts);
    if (found.length === 0) passed.push(check);
    findings.push(...found);
  }
  const gravest = (a: Finding, b: Finding) =>
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return { findings: findings.toSorted(gravest), unmade, passed };
}

const knownValue = (fact: Observed[keyof Facts]) => (fact?.isKnown ? fact.value : undefined);
