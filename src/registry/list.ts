// The form `registries`: a list of registries, each with its login.
import { error } from '../findings/finding.ts';
import { andThen, each, failed, type Step } from '../findings/step.ts';
import { type Credential, readCredential } from './credential.ts';
import { readEntry } from './entry.ts';
import type { Fields } from './fields.ts';
import { isVacant, LOGIN_FIELDS } from './login.ts';
import { inList, type Place } from './place.ts';
import { REMOTE_FIELDS } from './remote-login.ts';

const FIELDS = ['registry', ...LOGIN_FIELDS];
const FORM = '`registry` with `username` and `password`, or with `auth`';

/**
 * The credentials in a list, parsed from YAML or JSON, whose path is `at`: that of its first item
 * is `at[0]`. Errors: no list, an empty one, and those of its items, all at once.
 */
export function readList(value: unknown, at: string): Step<readonly Credential[]> {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  if (items.length > 0) return each(items.map((item, index) => readItem(item, inList(at, index))));
  const message = `the value is not a list with at least one registry. Write each as ${FORM}`;
  return failed(error('registries-not-a-list', message, at));
}

const readItem = (item: unknown, place: Place): Step<Credential> =>
  andThen(readEntry(item, [...FIELDS, ...REMOTE_FIELDS], place), entry => {
    const remote = REMOTE_FIELDS.filter(name => entry.has(name));
    const [first, ...rest] = remote.map(name =>
      error('remote-field-without-store', withoutStore(name), place(name)),
    );
    return first === undefined ? readFields(entry, place) : failed(first, ...rest);
  });

const withoutStore = (name: string) =>
  `\`${name}\` is for \`secretMode: externalSecret\` only. Set this mode, or remove the field`;

function readFields(entry: Fields, place: Place): Step<Credential> {
  if (isVacant(entry)) {
    return failed(error('entry-empty', `the entry has no login. Give ${FORM}`, place()));
  }
  const at = place('registry');
  const registry = entry.get('registry') ?? '';
  return typeof registry === 'string'
    ? readCredential(registry, entry, place, at)
    : failed(error('field-not-a-string', '`registry` is not a string. Put it in quotes', at));
}
