// The docker config that the function writes: for each registry the keys that all readers find.
import { Buffer } from 'node:buffer';
import { error, type Finding, warning } from '../findings/finding.ts';
import { type Step, unlessErrors } from '../findings/step.ts';
import { encodeAuth, type Login } from './auth.ts';
import type { Credential } from './credential.ts';
import { authsKeys, type Registry } from './host.ts';

/** The value of a `.dockerconfigjson`; its keys are sorted. */
export type DockerConfig = { readonly auths: Readonly<Record<string, AuthEntry>> };

type AuthEntry = {
  readonly auth: string;
  readonly password: string;
  readonly username: string;
};

/** Bytes that the API server takes in a Secret (MaxSecretSize of core/v1). */
const LIMIT = 1024 * 1024;

const PATH =
  'only the kubelet uses the path. The function runner takes the login of the host for every image ' +
  'there, public ones included';
const TOO_LARGE = 'the docker config is larger than 1 MiB. Give fewer registries';

/**
 * The docker config for credentials in any order. A credential with a path stands for its host too
 * where the host has none, since the function runner looks up nothing else. Errors: two logins for
 * one registry; several paths but no host, with different logins; more than 1 MiB of JSON.
 */
export function buildDockerConfig(credentials: readonly Credential[]): Step<DockerConfig> {
  const own = claim(credentials, ({ host, path }) =>
    path === undefined ? host : `${host}/${path}`,
  );
  const scoped = credentials.filter(({ registry }) => registry.path !== undefined);
  const hostless = scoped.filter(({ registry }) => !own.logins.has(registry.host));
  const hosts = claim(hostless, ({ host }) => host);
  const config = configOf([
    ...[...own.logins.values()].map(({ registry, ...login }) => [registry, login] as const),
    ...[...hosts.logins].map(([host, login]) => [{ host }, login] as const),
  ]);
  const findings = [
    ...own.rivals.map(({ at, first }) => error('login-twice', otherLogin(first), at)),
    ...hosts.rivals.map(({ at, first }) => error('path-without-host', otherPath(first), at)),
    ...scoped.map(({ at }) => warning('path-for-the-kubelet-only', PATH, at)),
    ...tooLarge(config),
  ];
  return unlessErrors(findings, () => config);
}

const otherLogin = (first: string) =>
  `this login and the one at \`${first}\` differ, but both are for the same registry. Remove one of them`;
const otherPath = (first: string) =>
  `this login and the one at \`${first}\` are for the same host but different paths. The function ` +
  'runner ignores paths, so add an entry for the bare host';

/** JSON text without white space: one config always gives the same bytes. */
export const serializeDockerConfig = (config: DockerConfig): string => JSON.stringify(config);

type Claims = {
  readonly logins: ReadonlyMap<string, Credential>;
  /** Where another login of the same name is written, and where the first one is. */
  readonly rivals: readonly { readonly at: string; readonly first: string }[];
};

/** Gives each name the first login for it. */
function claim(credentials: readonly Credential[], nameOf: (registry: Registry) => string): Claims {
  const logins = new Map<string, Credential>();
  const rivals: { at: string; first: string }[] = [];
  for (const credential of credentials) {
    const name = nameOf(credential.registry);
    const first = logins.get(name) ?? credential;
    logins.set(name, first);
    const isSame = encodeAuth(first) === encodeAuth(credential);
    if (!isSame) rivals.push({ at: credential.at, first: first.at });
  }
  return { logins, rivals };
}

function configOf(logins: readonly (readonly [Registry, Login])[]): DockerConfig {
  return inOrder(
    logins.flatMap(([registry, login]) => authsKeys(registry).map(key => [key, login] as const)),
  );
}

/** No key comes twice. */
function inOrder(logins: readonly (readonly [string, Login])[]): DockerConfig {
  const sorted = logins.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { auths: Object.fromEntries(sorted.map(([key, login]) => [key, entryOf(login)])) };
}

const entryOf = ({ username, password }: Login): AuthEntry => ({
  auth: encodeAuth({ username, password }),
  password,
  username,
});

function tooLarge(config: DockerConfig): Finding[] {
  const isLarge = Buffer.byteLength(serializeDockerConfig(config)) > LIMIT;
  return isLarge ? [error('config-too-large', TOO_LARGE)] : [];
}

/** Whether a text is one that this project serialized: its keys, their order and its entries are so. */
export function isGenerated(text: string): boolean {
  try {
    const config = JSON.parse(text) as DockerConfig;
    const logins = Object.entries(config.auths);
    return logins.length > 0 && serializeDockerConfig(inOrder(logins)) === text;
  } catch {
    return false;
  }
}
