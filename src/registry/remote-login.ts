// A login that is made in the cluster: from two values of a store, or by a generator.
import { error, type Finding } from '../findings/finding.ts';
import { all, andThen, done, failed, type Step, unlessErrors } from '../findings/step.ts';
import { unknownFields } from './entry.ts';
import type { Fields } from './fields.ts';
import { type Generator, parseGenerator } from './generators.ts';
import { LOGIN_FIELDS } from './login.ts';
import type { Place } from './place.ts';

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

/** Fields that an entry has only where its login is made in the cluster. */
export const REMOTE_FIELDS = ['generator', 'remoteKey', 'usernameProperty', 'passwordProperty'];

const TWO_SOURCES =
  'the entry has both `generator` and `remoteKey`. Keep `generator` for short-lived logins, or `remoteKey` for those in a store';

/** The login of an entry of `registries`. @param remoteKey the key in the store for all that have none */
export function readRemoteLogin(entry: Fields, place: Place, remoteKey = ''): Step<RemoteLogin> {
  const username = textOf(entry, 'usernameProperty', 'username', place);
  const password = textOf(entry, 'passwordProperty', 'password', place);
  const stray = unlessErrors(strayFields(entry, place), () => undefined);
  if (entry.has('generator')) {
    const at = place('generator');
    const isGiven = entry.has('usernameProperty') || entry.has('passwordProperty');
    const read = all(stray, parseGenerator(entry.get('generator'), at), username, password);
    return andThen(read, ([, generator, user, secret]) =>
      done({
        from: 'generator',
        generator,
        ...(isGiven && { properties: { username: user, password: secret } }),
      }),
    );
  }
  const read = all(stray, textOf(entry, 'remoteKey', remoteKey, place), username, password);
  return andThen(read, ([, key, user, secret]) =>
    done({
      from: 'store',
      username: { key, property: user },
      password: { key, property: secret },
    }),
  );
}

function strayFields(entry: Fields, place: Place): Finding[] {
  const hasGenerator = entry.has('generator');
  const source = hasGenerator ? 'generator' : 'store';
  const logins = LOGIN_FIELDS.filter(name => entry.has(name)).map(name =>
    error(
      'remote-login-beside-store',
      `\`${name}\` is not needed, since the login comes from the ${source}. Remove it`,
      place(name),
    ),
  );
  return [
    ...logins,
    ...unknownFields(entry, ['registry', ...REMOTE_FIELDS, ...LOGIN_FIELDS], place),
    ...(hasGenerator && entry.has('remoteKey')
      ? [error('generator-beside-key', TWO_SOURCES, place('generator'))]
      : []),
  ];
}

function textOf(entry: Fields, name: string, otherwise: string, place: Place): Step<string> {
  const value = entry.get(name) ?? otherwise;
  if (typeof value === 'string' && /^[^\p{Cc}]+$/u.test(value)) return done(value);
  const message = `\`${name}\` is not a string on one line. Give one`;
  return failed(error('remote-field', message, place(name)));
}
