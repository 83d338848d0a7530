// Registries whose logins are made in the cluster: from the values of a store, or by a generator.
import { error, type Finding } from '../findings/finding.ts';
import { all, andThen, done, each, failed, type Step, unlessErrors } from '../findings/step.ts';
import { unknownFields } from './entry.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { checkHost, type Generator, parseGenerator } from './generators.ts';
import { parseRegistry, type Registry } from './host.ts';
import { LOGIN_FIELDS } from './login.ts';
import { alone, inList, type Place } from './place.ts';

/** A value in the store. */
type Remote = { readonly key: string; readonly property: string };

export type RemoteLogin =
  | { readonly from: 'store'; readonly username: Remote; readonly password: Remote }
  | {
      readonly from: 'generator';
      readonly generator: Generator;
      /** Which of its values are the login, where the entry says so. */
      readonly properties?: { readonly username: string; readonly password: string };
    };

export type Reference = {
  readonly registry: Registry;
  readonly login: RemoteLogin;
  /** Where the registry is written, for findings. */
  readonly at: string;
};

/** Fields that an entry has only where its login is made in the cluster. */
export const REMOTE_FIELDS = ['generator', 'remoteKey', 'usernameProperty', 'passwordProperty'];
const FIELDS = ['registry', ...REMOTE_FIELDS];

const NO_LIST = 'the value is not a list with at least one registry. Write each as `registry`';
const NO_OBJECT = 'the entry is not an object. Give one with `registry`';
const TWO_SOURCES =
  'the entry has both `generator` and `remoteKey`. Keep `generator` for short-lived logins, or `remoteKey` for those in a store';

/** One registry, by its name alone. @param remoteKey the key in the store for all that have none */
export const readReference = (registry: string, remoteKey: string | undefined) =>
  all(readFields(new Map([['registry', registry]]), alone, remoteKey));

/** The registries in a list, parsed from YAML or JSON, whose path is `at`. All errors at once. */
export function readReferences(
  value: unknown,
  at: string,
  remoteKey: string | undefined,
): Step<readonly Reference[]> {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  if (items.length === 0) {
    return failed(error('registries-not-a-list', NO_LIST, at));
  }
  return each(
    items.map((item, index) => {
      const place = inList(at, index);
      const fields = fieldsOf(item);
      return fields === undefined
        ? failed(error('entry-not-an-object', NO_OBJECT, place()))
        : readFields(fields, place, remoteKey);
    }),
  );
}

function readFields(entry: Fields, place: Place, remoteKey?: string): Step<Reference> {
  const at = place('registry');
  const login = entry.has('generator')
    ? generatorLogin(entry, place)
    : storeLogin(entry, place, remoteKey);
  const read = all(
    unlessErrors(strayFields(entry, place), () => undefined),
    login,
    parseRegistry(`${entry.get('registry') ?? ''}`, at),
  );
  return andThen(read, ([, found, registry]) =>
    done(
      { registry, login: found, at },
      found.from === 'generator' ? checkHost(found.generator, registry.host, at) : [],
    ),
  );
}

function strayFields(entry: Fields, place: Place): Finding[] {
  const source = entry.has('generator') ? 'generator' : 'store';
  const logins = LOGIN_FIELDS.filter(name => entry.has(name)).map(name =>
    error(
      'remote-login-beside-store',
      `\`${name}\` is not needed, since the login comes from the ${source}. Remove it`,
      place(name),
    ),
  );
  return [...logins, ...unknownFields(entry, [...FIELDS, ...LOGIN_FIELDS], place)];
}

function storeLogin(entry: Fields, place: Place, remoteKey = ''): Step<RemoteLogin> {
  const texts = all(
    textOf(entry, 'remoteKey', remoteKey, place),
    textOf(entry, 'usernameProperty', 'username', place),
    textOf(entry, 'passwordProperty', 'password', place),
  );
  return andThen(texts, ([key, username, password]) =>
    done({
      from: 'store',
      username: { key, property: username },
      password: { key, property: password },
    }),
  );
}

function generatorLogin(entry: Fields, place: Place): Step<RemoteLogin> {
  const beside = entry.has('remoteKey')
    ? [error('generator-beside-key', TWO_SOURCES, place('generator'))]
    : [];
  const read = all(
    unlessErrors(beside, () => undefined),
    parseGenerator(entry.get('generator'), place('generator')),
    textOf(entry, 'usernameProperty', 'username', place),
    textOf(entry, 'passwordProperty', 'password', place),
  );
  const isGiven = entry.has('usernameProperty') || entry.has('passwordProperty');
  return andThen(read, ([, generator, username, password]) =>
    done({
      from: 'generator',
      generator,
      ...(isGiven && { properties: { username, password } }),
    }),
  );
}

function textOf(entry: Fields, name: string, otherwise: string, place: Place): Step<string> {
  const value = entry.get(name) ?? otherwise;
  if (typeof value === 'string' && /^[^\p{Cc}]+$/u.test(value)) return done(value);
  const message = `\`${name}\` is not a string on one line. Give one`;
  return failed(error('remote-field', message, place(name)));
}
