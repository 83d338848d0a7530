// One entry of credentials as an object whose fields are all known.
import { error, type Finding } from '../findings/finding.ts';
import { failed, type Step, unlessErrors } from '../findings/step.ts';
import { nearest } from '../nearest.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { isVacant, LOGIN_FIELDS } from './login.ts';
import type { Place } from './place.ts';

/** The fields of an entry. Errors: no object; a field that is not among `known`. */
export function readEntry(value: unknown, known: readonly string[], place: Place): Step<Fields> {
  const entry = fieldsOf(value);
  if (entry === undefined) return failed(error('entry-not-an-object', NO_OBJECT, place()));
  return unlessErrors(unknownFields(entry, known, place), () => entry);
}

const NO_OBJECT =
  'the entry is not an object. Give one with `username` and `password`, or with `auth`';

// Where docker keeps the tokens of its login in the browser (docker/cli, internal/oauth/manager). It
// pulls with another one, and these must not reach a cluster.
const DOCKERS_OWN = new Set([
  'https://index.docker.io/v1/access-token',
  'https://index.docker.io/v1/refresh-token',
]);

/** True for a key of `auths` that is no registry's. */
export const isDockersOwn = (key: string): boolean => DOCKERS_OWN.has(key);

/** True for an entry of `auths` as a credential store leaves it: null, or an object without login. */
export function isEmptyEntry(value: unknown): boolean {
  const entry = fieldsOf(value ?? {});
  if (entry === undefined || !isVacant(entry)) return false;
  return [...entry.keys()].every(name => LOGIN_FIELDS.includes(name));
}

/** A name is repeated only where it is a misspelt one: a credential can stand in its place. */
export function unknownFields(entry: Fields, known: readonly string[], place: Place): Finding[] {
  return [...entry.keys()].flatMap((name, index) => {
    if (known.includes(name)) return [];
    const meant = nearest(name, known);
    return meant === undefined
      ? [error('field-unknown', `field ${index + 1} is unknown. Remove it`, place())]
      : [error('field-misspelt', `the field is unknown. Rename it to \`${meant}\``, place(name))];
  });
}
