// A docker config as a template for the External Secrets operator, whose engine v2 is Go's with sprig.
import type { DockerConfig } from '../../registry/docker-config.ts';

/**
 * The text of a docker config whose usernames and passwords are names of values. The template itself
 * quotes the values, so that they may hold anything; it cuts off trailing newlines, as the function
 * does where it is given a password.
 */
export function dockerConfigTemplate({ auths }: DockerConfig): string {
  const names = Object.values(auths).flatMap(({ username, password }) => [username, password]);
  const values = [...new Set(names)].map(
    name => `{{- $${name} := regexReplaceAll "[\\r\\n]+$" .${name} "" -}}`,
  );
  const entries = Object.entries(auths).map(
    ([host, { username, password }]) =>
      `${JSON.stringify(host)}:{` +
      `"auth":{{ printf "%s:%s" $${username} $${password} | b64enc | toJson }},` +
      `"password":{{ $${password} | toJson }},` +
      `"username":{{ $${username} | toJson }}}`,
  );
  return [...values, `{"auths":{`, entries.join(',\n'), '}}'].join('\n');
}
