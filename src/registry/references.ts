// Registries whose logins are made in the cluster, as a user lists them.
import { error } from '../findings/finding.ts';
import { all, andThen, done, each, failed, type Step } from '../findings/step.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { checkHost } from './generators.ts';
import { parseRegistry, type Registry } from './host.ts';
import { alone, inList, type Place } from './place.ts';
import { type RemoteLogin, readRemoteLogin } from './remote-login.ts';

export type Reference = {
  readonly registry: Registry;
  readonly login: RemoteLogin;
  /** Where the registry is written, for findings. */
  readonly at: string;
};

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

function readFields(entry: Fields, place: Place, remoteKey: string | undefined): Step<Reference> {
  const at = place('registry');
  const read = all(
    readRemoteLogin(entry, place, remoteKey),
    parseRegistry(`${entry.get('registry') ?? ''}`, at),
  );
  return andThen(read, ([login, registry]) =>
    done(
      { registry, login, at },
      login.from === 'generator' ? checkHost(login.generator, registry.host, at) : [],
    ),
  );
}
