// The form `registries`: a list of registries, each with its login.
import { error } from '../findings/finding.ts';
import { andThen, each, failed, type Step } from '../findings/step.ts';
import { type Credential, readCredential } from './credential.ts';
import { readEntry } from './entry.ts';
import { LOGIN_FIELDS } from './login.ts';
import { inList, type Place } from './place.ts';

const FIELDS = ['registry', ...LOGIN_FIELDS];
const FORM = '`registry` with `username` and `password`, or with `auth`';

/**
 * The credentials in a list, parsed from YAML or JSON, whose path is `at`: that of its first item
 * is `at[0]`. Errors: no list, an empty one, and those of its items, all at once.
 */
export function readList(value: unknown, at: string): Step<readonly Credential[]> {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  if (items.length === 0) {
    return failed(error('registries-not-a-list', `the value must be a list of ${FORM}`, at));
  }
  return each(items.map((item, index) => readItem(item, inList(at, index))));
}

function readItem(item: unknown, place: Place): Step<Credential> {
  const vacant = error('entry-empty', `the entry must have ${FORM}`, place());
  return andThen(readEntry(item, FIELDS, vacant, place), entry => {
    const at = place('registry');
    const registry = entry.get('registry') ?? '';
    return typeof registry === 'string'
      ? readCredential(registry, entry, place, at)
      : failed(error('field-not-a-string', '`registry` must be a string: put it in quotes', at));
  });
}
