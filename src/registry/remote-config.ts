// The docker config that logins made in the cluster will give: which key of `auths` gets which login.
import { andThen, done, type Step } from '../findings/step.ts';
import { buildDockerConfig } from './docker-config.ts';
import type { Reference } from './references.ts';
import type { RemoteLogin } from './remote-login.ts';

export type RemoteConfig = {
  /** The keys of `auths`, each with the position of its login in `logins`. */
  readonly auths: ReadonlyMap<string, number>;
  readonly logins: readonly RemoteLogin[];
};

/** The same rules as for logins: two for one key, paths without host. In any order the same. */
export function buildRemoteConfig(references: readonly Reference[]): Step<RemoteConfig> {
  // To those rules a login is a name, whatever it will be.
  const named = references.map(({ registry, at, login }) => ({
    registry,
    at,
    username: JSON.stringify(login),
    password: '',
  }));
  return andThen(buildDockerConfig(named), ({ auths }) => {
    const entries = Object.entries(auths).map(([key, { username }]) => [key, username] as const);
    const names = [...new Set(entries.map(([, name]) => name))];
    return done({
      auths: new Map(entries.map(([key, name]) => [key, names.indexOf(name)])),
      logins: names.map(name => JSON.parse(name) as RemoteLogin),
    });
  });
}
