// Findings on a text of the user's as results on the object that holds it.

import type { Finding } from '../findings/finding.ts';
import type { Identity } from '../krm/identity.ts';
import { type Result, resultOn } from '../krm/result.ts';

/**
 * A finding's place begins with a field; behind a colon the place inside its text follows.
 *
 * @param base the field that holds the others; for a finding without a place it is the field
 */
export function resultFrom(
  { severity, message, at }: Finding,
  holder: Identity,
  base?: string,
): Result {
  if (at === '') return resultOn(holder, severity, message, base);
  const place = base === undefined ? at : at.startsWith('[') ? base + at : `${base}.${at}`;
  return resultOn(holder, severity, `\`${place}\`: ${message}`, place.split(':')[0]);
}
