// Findings on a text of the user's as results on the object that holds it.
import type { Finding } from '../../findings/finding.ts';
import type { Identity } from '../../krm/identity.ts';
import { type Result, resultOn } from '../../krm/result.ts';

/**
 * A finding's `at` begins with a field; behind a colon follows the position inside that field's text.
 *
 * @param base the field that holds the others; a finding without `at` is on that field itself
 */
export function resultFrom(finding: Finding, holder: Identity, base?: string): Result {
  const { at, message } = finding;
  if (at === '') return resultOn(holder, finding, base);
  const path = base === undefined ? at : at.startsWith('[') ? base + at : `${base}.${at}`;
  return resultOn(holder, { ...finding, message: `\`${path}\`: ${message}` }, path.split(':')[0]);
}
