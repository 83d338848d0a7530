// Registries whose logins are in a store: where they are, and the docker config that they will make.
import { error, type Finding } from '../findings/finding.ts';
import { all, andThen, done, each, failed, type Step, unlessErrors } from '../findings/step.ts';
import { buildDockerConfig, type DockerConfig } from './docker-config.ts';
import { unknownFields } from './entry.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { parseRegistry, type Registry } from './host.ts';
import { LOGIN_FIELDS } from './login.ts';
import { alone, inList, type Place } from './place.ts';

/** A value in the store. */
type Remote = { readonly key: string; readonly property: string };

export type Reference = {
  readonly registry: Registry;
  readonly username: Remote;
  readonly password: Remote;
  /** Where the registry is written, for findings. */
  readonly at: string;
};

export type RemoteConfig = {
  /** Usernames and passwords are names of `values`; `auth` means nothing. */
  readonly config: DockerConfig;
  readonly values: ReadonlyMap<string, Remote>;
};

const FIELDS = ['registry', 'remoteKey', 'usernameProperty', 'passwordProperty'];

const NO_LIST = 'the value is not a list with at least one registry. Write each as `registry`';
const NO_OBJECT = 'the entry is not an object. Give one with `registry`';

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

function readFields(entry: Fields, place: Place, remoteKey = ''): Step<Reference> {
  const logins = LOGIN_FIELDS.filter(name => entry.has(name));
  const findings: Finding[] = [
    ...logins.map(name =>
      error(
        'remote-login-beside-store',
        `\`${name}\` is not needed, since the login comes from the store. Remove it`,
        place(name),
      ),
    ),
    ...unknownFields(entry, [...FIELDS, ...LOGIN_FIELDS], place),
  ];
  const text = (name: string, otherwise: string) => {
    const value = entry.get(name) ?? otherwise;
    if (typeof value === 'string' && /^[^\p{Cc}]+$/u.test(value)) return value;
    findings.push(
      error('remote-field', `\`${name}\` is not a string on one line. Give one`, place(name)),
    );
    return '';
  };
  const key = text('remoteKey', remoteKey);
  const remote = (part: string) => ({ key, property: text(`${part}Property`, part) });
  const [username, password] = [remote('username'), remote('password')];
  const at = place('registry');
  return andThen(
    all(
      unlessErrors(findings, () => undefined),
      parseRegistry(`${entry.get('registry') ?? ''}`, at),
    ),
    ([, registry]) => done({ registry, username, password, at }),
  );
}

/** The same rules as for logins: two for one key, paths without host. In any order the same. */
export function buildRemoteConfig(references: readonly Reference[]): Step<RemoteConfig> {
  const built = buildDockerConfig(
    references.map(({ registry, at, ...login }) => ({
      registry,
      at,
      username: JSON.stringify([login.username.key, login.username.property]),
      password: JSON.stringify([login.password.key, login.password.property]),
    })),
  );
  return andThen(built, config => done(nameValues(config)));
}

/** Gives each value of the store one name, in the order of the entries. */
function nameValues({ auths }: DockerConfig): RemoteConfig {
  const names = new Map<string, string>();
  let count = 0;
  const entries = Object.entries(auths).map(([host, { username, password }]) => {
    if (!names.has(username) || !names.has(password)) count++;
    const nameOf = (remote: string, name: string) => {
      if (!names.has(remote)) names.set(remote, `${name}${count}`);
      return names.get(remote) ?? name;
    };
    const entry = {
      username: nameOf(username, 'username'),
      password: nameOf(password, 'password'),
      auth: '',
    };
    return [host, entry] as const;
  });
  const values = [...names].map(([remote, name]) => {
    const [key = '', property = ''] = JSON.parse(remote) as string[];
    return [name, { key, property }] as const;
  });
  return { config: { auths: Object.fromEntries(entries) }, values: new Map(values) };
}
