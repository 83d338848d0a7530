// The form `registries`: a list of registries, each with its login.
import { type Credential, readCredential } from './credential.ts';
import { readEntry } from './entry.ts';
import type { Found } from './finding.ts';
import { all, error } from './found.ts';
import { LOGIN_FIELDS } from './login.ts';
import { inList, type Place } from './place.ts';

const FIELDS = ['registry', ...LOGIN_FIELDS];
const FORM = '`registry` with `username` and `password`, or with `auth`';

/**
 * The credentials in a list, parsed from YAML or JSON, whose path is `at`: that of its first item
 * is `at[0]`. Errors: no list, an empty one, and those of its items, all at once.
 */
export function readList(value: unknown, at: string): Found<readonly Credential[]> {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  if (items.length === 0) return { findings: [error(`the value must be a list of ${FORM}`, at)] };
  return all(items.map((item, index) => readItem(item, inList(at, index))));
}

function readItem(item: unknown, place: Place): Found<Credential> {
  const { value: entry, findings } = readEntry(item, FIELDS, `the entry must have ${FORM}`, place);
  if (entry === undefined) return { findings };
  const at = place('registry');
  const registry = entry.get('registry') ?? '';
  return typeof registry === 'string'
    ? readCredential(registry, entry, place, at)
    : { findings: [error('`registry` must be a string: put it in quotes', at)] };
}
