// The fields of one entry of credentials, once they are known to be fields of an entry.
import { nearest } from '../nearest.ts';
import { type Fields, fieldsOf } from './fields.ts';
import type { Finding, Found } from './finding.ts';
import { error } from './found.ts';
import { isVacant } from './login.ts';
import type { Place } from './place.ts';

/**
 * The fields of an object that holds a credential. Errors: a field that is not among `known`; and
 * `vacant`, the message for null, for another value and for an object without any credential.
 */
export function readEntry(
  value: unknown,
  known: readonly string[],
  vacant: string,
  place: Place,
): Found<Fields> {
  const entry = fieldsOf(value) ?? new Map();
  const findings = unknownFields(entry, known, place);
  if (findings.length > 0) return { findings };
  return isVacant(entry) ? { findings: [error(vacant, place())] } : { value: entry, findings };
}

// A credential can stand where a name belongs: a name is told only where it is a misspelt one.
export function unknownFields(entry: Fields, known: readonly string[], place: Place): Finding[] {
  return [...entry.keys()].flatMap((name, index) => {
    if (known.includes(name)) return [];
    const meant = nearest(name, known);
    return meant === undefined
      ? [error(`field ${index + 1} is not known and must be removed`, place())]
      : [error(`the name of this field must be \`${meant}\``, place(name))];
  });
}
