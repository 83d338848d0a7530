// The credentials: from the functionConfig itself, or from the package's ConfigMap that it names.
import { andThen, done, type Step } from '../findings/step.ts';
import { type Identity, keyOf } from '../krm/identity.ts';
import type { Item } from '../krm/item.ts';
import { matching } from '../krm/matching.ts';
import { type Checked, type Result, resultOn } from '../krm/result.ts';
import { buildDockerConfig, serializeDockerConfig } from '../registry/docker-config.ts';
import { buildRemoteConfig } from '../registry/references.ts';
import { isFault } from '../yaml/node.ts';
import { readFields } from './fields.ts';
import { resultFrom } from './finding.ts';
import { CREDENTIAL_KEYS, readForm, readRemoteForm } from './forms.ts';
import type { Config } from './options.ts';

export type Credentials<T> = {
  /** `undefined` where there are no credentials. */
  readonly content: T | undefined;
  /** Items that must not be applied to a cluster: those that hold the input. */
  readonly sources: readonly Item[];
};
type Fields = ReadonlyMap<string, string>;

/** The docker config as JSON text. */
export const readDockerConfig = (items: readonly Item[], owner: Identity, config: Config) =>
  readCredentials(items, owner, config, fields =>
    andThen(readForm(fields), credentials =>
      credentials === undefined
        ? done(undefined)
        : andThen(buildDockerConfig(credentials), built => done(serializeDockerConfig(built))),
    ),
  );

/** The docker config of logins that are in a store. */
export const readRemoteConfig = (items: readonly Item[], owner: Identity, config: Config) =>
  readCredentials(items, owner, config, fields =>
    andThen(readRemoteForm(fields, config.options.remoteKey), references =>
      references === undefined ? done(undefined) : buildRemoteConfig(references),
    ),
  );

/**
 * Reads credentials from where they are. With kpt's `configPath` the functionConfig is an item too:
 * that item is not read a second time.
 */
function readCredentials<T>(
  items: readonly Item[],
  owner: Identity,
  config: Config,
  read: (fields: Fields) => Step<T | undefined>,
): Checked<Credentials<T>> {
  const own = matching(items, keyOf(owner));
  const wanted = { apiVersion: 'v1', kind: 'ConfigMap', name: config.options.credentialsFrom };
  const named = matching(items, wanted).filter(item => !own.includes(item));
  const fault = choiceFault(owner, config, own, named);
  if (fault !== undefined) return { results: [fault] };
  const [source] = named;
  const holder = source?.identity ?? owner;
  const fields =
    source === undefined ? { value: config.credentials, results: [] } : fieldsOf(source);
  if (fields.value === undefined) return { results: fields.results };
  const found = read(fields.value);
  const results = found.findings.map(finding => resultFrom(finding, holder, 'data'));
  if (!found.ok) return { results };
  return { value: { content: found.value, sources: [...own, ...named] }, results };
}

/** Why it is not clear which credentials are meant. */
function choiceFault(
  owner: Identity,
  { given, credentials, options }: Config,
  own: readonly Item[],
  named: readonly Item[],
): Result | undefined {
  const error = (message: string) => resultOn(owner, 'error', message, 'data.credentialsFrom');
  if (named.length > 1) {
    return error(
      '`data.credentialsFrom` must name one ConfigMap: the package holds several of that name',
    );
  }
  if (named.length === 1 && credentials.size > 0) {
    return error(
      'the credentials must be in one place: in the functionConfig, or in the ConfigMap that `data.credentialsFrom` names',
    );
  }
  const itself = own.some(({ identity }) => identity.name === options.credentialsFrom);
  if (given.has('credentialsFrom') && named.length === 0 && !itself) {
    return error('`data.credentialsFrom` must name a ConfigMap in the package');
  }
  return undefined;
}

function fieldsOf({ tree, identity }: Item): Checked<Fields> {
  if (isFault(tree)) {
    const message = `the ConfigMap must be valid YAML; line ${tree.line} of it is not`;
    return { results: [resultOn(identity, 'error', message)] };
  }
  return readFields({ tree, node: tree.root }, identity, [...CREDENTIAL_KEYS]);
}
