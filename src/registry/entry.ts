// The fields of one entry of credentials, once they are known to be fields of an entry.
import { error, type Finding } from '../findings/finding.ts';
import { andThen, done, failed, type Step, unlessErrors } from '../findings/step.ts';
import { nearest } from '../nearest.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { isVacant } from './login.ts';
import type { Place } from './place.ts';

/**
 * The fields of an object that holds a credential. Errors: a field that is not among `known`; and
 * `vacant`, for null, for another value and for an object without any credential.
 */
export function readEntry(
  value: unknown,
  known: readonly string[],
  vacant: Finding,
  place: Place,
): Step<Fields> {
  const entry: Fields = fieldsOf(value) ?? new Map();
  return andThen(
    unlessErrors(unknownFields(entry, known, place), () => entry),
    fields => (isVacant(fields) ? failed(vacant) : done(fields)),
  );
}

// A credential can stand where a name belongs: a name is told only where it is a misspelt one.
export function unknownFields(entry: Fields, known: readonly string[], place: Place): Finding[] {
  return [...entry.keys()].flatMap((name, index) => {
    if (known.includes(name)) return [];
    const meant = nearest(name, known);
    return meant === undefined
      ? [error('field-unknown', `field ${index + 1} is not known and must be removed`, place())]
      : [error('field-misspelt', `the name of this field must be \`${meant}\``, place(name))];
  });
}
