// A docker config as a template for the External Secrets operator, whose engine v2 is Go's with sprig.

import type { RemoteConfig } from '../../registry/remote-config.ts';
import type { RemoteLogin } from '../../registry/remote-login.ts';

/** What the names of a generator's values begin with, since many generators give the same names. */
export const prefixOf = (number: number): string => `login${number}_`;

/**
 * The text of a docker config. The template itself quotes the values, so that they may hold anything; it
 * cuts off trailing newlines, as the function does where it is given a password.
 */
export function dockerConfigTemplate({ auths, logins }: RemoteConfig): string {
  const variables = logins.flatMap((login, index) =>
    login.from === 'store' ? fromStore(index + 1) : fromGenerator(login, index + 1),
  );
  const entries = [...auths].map(([key, index]) => entryOf(key, index + 1));
  return [...variables, `{"auths":{`, entries.join(',\n'), '}}'].join('\n');
}

const entryOf = (key: string, number: number) =>
  `${JSON.stringify(key)}:{` +
  `"auth":{{ printf "%s:%s" $username${number} $password${number} | b64enc | toJson }},` +
  `"password":{{ $password${number} | toJson }},` +
  `"username":{{ $username${number} | toJson }}}`;

const fromStore = (number: number): string[] =>
  [`username${number}`, `password${number}`].map(
    name => `{{- $${name} := regexReplaceAll "[\\r\\n]+$" .${name} "" -}}`,
  );

type GeneratorLogin = Extract<RemoteLogin, { from: 'generator' }>;

/**
 * Which values are the login is seen in the cluster only, for a generator may be of any kind: `auth` where
 * there is one, else `token`, else `username` and `password`. Without a login the template fails, and the
 * operator leaves the Secret as it is.
 */
function fromGenerator({ generator, properties }: GeneratorLogin, number: number): string[] {
  const value = (name: string) => `index . ${JSON.stringify(prefixOf(number) + name)}`;
  const { username, password } = properties ?? { username: 'username', password: 'password' };
  const login = `$login${number}`;
  const others = [
    `{{- with ${value('token')} }}{{ ${login} = print "token:" . }}{{ end -}}`,
    `{{- with ${value('auth')} }}{{ ${login} = b64dec . }}{{ end -}}`,
  ];
  const missing = `${generator.kind}/${generator.name} gave no login`;
  return [
    `{{- ${login} := printf "%s:%s" (${value(username)}) (${value(password)}) -}}`,
    ...(properties === undefined ? others : []),
    `{{- if not (regexMatch "(?s)^[^:]+:.*[^\\r\\n]" ${login}) }}{{ fail ${JSON.stringify(missing)} }}{{ end -}}`,
    `{{- $username${number} := regexReplaceAll "(?s):.*" ${login} "" -}}`,
    `{{- $password${number} := regexReplaceAll "^[^:]*:|[\\r\\n]+$" ${login} "" -}}`,
  ];
}
