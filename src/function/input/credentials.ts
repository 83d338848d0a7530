// The credentials: from the functionConfig itself, or from the package's ConfigMap that it names.
import { andThen, done, failed, mapFindings, type Step } from '../../findings/step.ts';
import { type Identity, keyOf } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { treeOf } from '../../krm/parsed.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { buildDockerConfig, serializeDockerConfig } from '../../registry/docker-config.ts';
import { checkExpiry } from '../../registry/expiry.ts';
import { buildRemoteConfig, type RemoteConfig } from '../../registry/remote-config.ts';
import { dataOf } from './config-map-data.ts';
import { CREDENTIAL_KEYS, readForm, readRemoteForm } from './credential-forms.ts';
import { resultFrom } from './finding-result.ts';
import type { Config } from './options.ts';

export type Credentials = {
  /** The docker config as JSON text, or that of logins in a store; `undefined` without credentials. */
  readonly content:
    | { readonly kind: 'docker config'; readonly text: string }
    | { readonly kind: 'references'; readonly config: RemoteConfig }
    | undefined;
  /** The ConfigMaps that hold the input: they must not be applied to a cluster. */
  readonly sources: readonly Item[];
  /** The one of them that was read. */
  readonly holder: Identity;
};
type Data = ReadonlyMap<string, string>;

/**
 * Reads credentials from where they are. With kpt's `configPath` the functionConfig is an item too: that
 * item is not read a second time.
 *
 * @param owner the functionConfig
 * @param now by which the end of a login is judged
 */
export function readCredentials(
  items: readonly Item[],
  owner: Identity,
  config: Config,
  now: Date,
): Step<Credentials, Result> {
  const own = matching(items, keyOf(owner));
  const named = matching(items, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: config.options.credentialsFrom,
  }).filter(item => !own.includes(item));
  const fault = sourceFault(owner, config, own, named);
  if (fault !== undefined) return failed(fault);
  const [source] = named;
  const holder = source?.identity ?? owner;
  const data = source === undefined ? done<Data, Result>(config.credentials) : dataIn(source);
  if (!data.ok) return data;
  const content = mapFindings(contentOf(data.value, config, now), finding =>
    resultFrom(finding, holder, 'data'),
  );
  return andThen(content, value => done({ content: value, sources: [...own, ...named], holder }));
}

const contentOf = (data: Data, { options }: Config, now: Date): Step<Credentials['content']> =>
  options.secretMode === 'externalSecret'
    ? andThen(readRemoteForm(data, options.remoteKey), references =>
        references === undefined
          ? done(undefined)
          : andThen(buildRemoteConfig(references), config => done({ kind: 'references', config })),
      )
    : andThen(readForm(data), credentials =>
        credentials === undefined
          ? done(undefined)
          : andThen(buildDockerConfig(credentials), config =>
              done(
                { kind: 'docker config', text: serializeDockerConfig(config) },
                checkExpiry(credentials, now),
              ),
            ),
      );

/** Why it is not clear which credentials are meant. */
function sourceFault(
  owner: Identity,
  { given, credentials, options }: Config,
  own: readonly Item[],
  named: readonly Item[],
): Result | undefined {
  const path = 'data.credentialsFrom';
  if (named.length > 1) return errorOn(owner, 'credentials-from-several', SEVERAL, path);
  if (named.length === 1 && credentials.size > 0) {
    return errorOn(owner, 'credentials-in-two-objects', TWO_OBJECTS, path);
  }
  const itself = own.some(({ identity }) => identity.name === options.credentialsFrom);
  if (given.has('credentialsFrom') && named.length === 0 && !itself) {
    return errorOn(owner, 'credentials-from-missing', MISSING, path);
  }
  return undefined;
}

const SEVERAL =
  '`data.credentialsFrom` names several ConfigMaps of the package. Give each a name of its own';
const TWO_OBJECTS =
  'credentials stand both in the functionConfig and in the ConfigMap that `data.credentialsFrom` names. ' +
  'Remove one of the two';
const MISSING =
  '`data.credentialsFrom` names a ConfigMap that the package does not hold. Add it, or correct the name';

function dataIn(item: Item): Step<Data, Result> {
  const tree = treeOf(item);
  if (!tree.ok) return tree;
  const part = { tree: tree.value, node: tree.value.root };
  return dataOf(part, item.identity, [...CREDENTIAL_KEYS]);
}
