// The docker config that the function writes: for each registry the key that both readers find.
import { Buffer } from 'node:buffer';
import { error, type Finding, warning } from '../findings/finding.ts';
import { type Step, unlessErrors } from '../findings/step.ts';
import { encodeAuth, type Login } from './auth.ts';
import type { Credential } from './credential.ts';
import { authsKey, type Registry } from './host.ts';

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
  'only the kubelet sees the path: the function-runner uses the credential of the host ' +
  'for every image there, public ones included';

/**
 * The docker config for credentials in any order. A credential with a path stands for its host too
 * where the host has none, since the function-runner looks up nothing else. Errors: two logins for
 * one key; several paths but no host, with different logins; more than 1 MiB of JSON.
 */
export function buildDockerConfig(credentials: readonly Credential[]): Step<DockerConfig> {
  const keys = claim(credentials, authsKey);
  const scoped = credentials.filter(({ registry }) => registry.path !== undefined);
  const hostless = scoped.filter(({ registry }) => !keys.logins.has(registry.host));
  const hosts = claim(hostless, ({ host }) => host);
  const config = configOf([...keys.logins, ...hosts.logins]);
  const findings = [
    ...keys.rivals.map(({ at, first }) =>
      error(
        'login-twice',
        `the login must be the same as at \`${first}\`: both are one registry`,
        at,
      ),
    ),
    ...hosts.rivals.map(({ at, first }) =>
      error(
        'path-without-host',
        `the host must have an entry without path, to decide between this and \`${first}\``,
        at,
      ),
    ),
    ...scoped.map(({ at }) => warning('path-for-the-kubelet-only', PATH, at)),
    ...tooLarge(config),
  ];
  return unlessErrors(findings, () => config);
}

/** JSON text without white space: one config always gives the same bytes. */
export const serializeDockerConfig = (config: DockerConfig): string => JSON.stringify(config);

type Claims = {
  readonly logins: ReadonlyMap<string, Login>;
  /** Where another login for the key of an earlier one is written, and where that one is. */
  readonly rivals: readonly { readonly at: string; readonly first: string }[];
};

/** Gives each key the first login for it. */
function claim(credentials: readonly Credential[], keyOf: (registry: Registry) => string): Claims {
  const logins = new Map<string, Credential>();
  const rivals: { at: string; first: string }[] = [];
  for (const credential of credentials) {
    const key = keyOf(credential.registry);
    const first = logins.get(key) ?? credential;
    logins.set(key, first);
    const isSame = encodeAuth(first) === encodeAuth(credential);
    if (!isSame) rivals.push({ at: credential.at, first: first.at });
  }
  return { logins, rivals };
}

function configOf(logins: readonly (readonly [string, Login])[]): DockerConfig {
  const sorted = logins.toSorted(([a], [b]) => (a < b ? -1 : 1)); // no key comes twice
  return { auths: Object.fromEntries(sorted.map(([key, login]) => [key, entryOf(login)])) };
}

const entryOf = ({ username, password }: Login): AuthEntry => ({
  auth: encodeAuth({ username, password }),
  password,
  username,
});

function tooLarge(config: DockerConfig): Finding[] {
  const isLarge = Buffer.byteLength(serializeDockerConfig(config)) > LIMIT;
  return isLarge
    ? [error('config-too-large', 'the credentials must fit in 1 MiB: give fewer registries')]
    : [];
}
