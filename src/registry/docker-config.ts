// The docker config that the function writes: for each registry the key that both readers find.
import { Buffer } from 'node:buffer';
import { encodeAuth } from './auth.ts';
import type { Credential } from './credential.ts';
import type { Finding, Found } from './finding.ts';
import { error, found, warning } from './found.ts';
import { authsKey } from './host.ts';

/** The value of a `.dockerconfigjson`; its keys are sorted. */
export type DockerConfig = { readonly auths: Readonly<Record<string, AuthEntry>> };

export type AuthEntry = {
  readonly auth: string;
  readonly password: string;
  readonly username: string;
};

/** Bytes that the API server takes in a Secret (MaxSecretSize of core/v1). */
const LIMIT = 1024 * 1024;

/**
 * The docker config for credentials in any order. A credential with a path stands for its host too
 * where the host has none, since the function-runner looks up nothing else. Errors: two logins for
 * one key; several paths but no host, with different logins; more than 1 MiB of JSON.
 */
export function buildDockerConfig(credentials: readonly Credential[]): Found<DockerConfig> {
  const byKey = Map.groupBy(credentials, ({ registry }) => authsKey(registry));
  const scoped = credentials.filter(({ registry }) => registry.path !== undefined);
  const hostless = scoped.filter(({ registry }) => !byKey.has(registry.host));
  const byHost = Map.groupBy(hostless, ({ registry }) => registry.host);
  const config = configOf([...byKey, ...byHost]);
  return found(config, [
    ...rivals(byKey).map(({ at, first }) =>
      error(`the login must be the same as at \`${first}\`: both are one registry`, at),
    ),
    ...rivals(byHost).map(({ at, first }) =>
      error(
        `the host must have an entry without path, to decide between this and \`${first}\``,
        at,
      ),
    ),
    ...scoped.map(({ at }) => warning(PATH, at)),
    ...tooLarge(config),
  ]);
}

/** JSON text without white space: one config always gives the same bytes. */
export const serializeDockerConfig = (config: DockerConfig): string => JSON.stringify(config);

const PATH =
  'only the kubelet sees the path: the function-runner uses the credential of the host ' +
  'for every image there, public ones included';

/** Where a login differs from the first one of its group. */
function rivals(
  groups: ReadonlyMap<string, readonly Credential[]>,
): readonly { at: string; first: string }[] {
  return [...groups.values()].flatMap(group =>
    group.flatMap(credential => {
      const [first = credential] = group;
      const isSame = encodeAuth(first) === encodeAuth(credential);
      return isSame ? [] : [{ at: credential.at, first: first.at }];
    }),
  );
}

function configOf(groups: readonly (readonly [string, readonly Credential[]])[]): DockerConfig {
  const sorted = groups.toSorted(([a], [b]) => (a < b ? -1 : 1)); // no key comes twice
  const entries = sorted.flatMap(([key, group]) =>
    group.slice(0, 1).map(credential => [key, entryOf(credential)] as const),
  );
  return { auths: Object.fromEntries(entries) };
}

const entryOf = ({ username, password }: Credential): AuthEntry => ({
  auth: encodeAuth({ username, password }),
  password,
  username,
});

function tooLarge(config: DockerConfig): Finding[] {
  const isLarge = Buffer.byteLength(serializeDockerConfig(config)) > LIMIT;
  return isLarge ? [error('the credentials must fit in 1 MiB: give fewer registries', '')] : [];
}
