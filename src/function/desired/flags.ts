// The flags that the function owns in the runner's arguments.
import { AUTH_NAME, AUTH_PATH, ENABLE_FLAGS, TLS_ENABLE, TLS_PATH } from '../../porch/flags.ts';
import type { EnableFlag } from '../../porch/releases.ts';
import type { DesiredFlag } from './desired.ts';

/** In the order of Porch's document. @param path the mounted file */
export const pullSecretFlags = (
  enable: EnableFlag,
  path: string,
  secretName: string,
): DesiredFlag[] => [
  { part: 'pull secret', names: ENABLE_FLAGS, name: enable, value: 'true', isBoolean: true },
  { part: 'pull secret', names: [AUTH_PATH], name: AUTH_PATH, value: path },
  { part: 'pull secret', names: [AUTH_NAME], name: AUTH_NAME, value: secretName },
];

/** These follow the others. The folder ends with a slash, as in Porch's document. */
export const caFlags = (folder: string): DesiredFlag[] => [
  { part: 'CA secret', names: [TLS_ENABLE], name: TLS_ENABLE, value: 'true', isBoolean: true },
  { part: 'CA secret', names: [TLS_PATH], name: TLS_PATH, value: `${folder}/` },
];

export const NO_PULL_SECRET_FLAGS: readonly DesiredFlag[] = [
  ...ENABLE_FLAGS,
  AUTH_PATH,
  AUTH_NAME,
].map(name => ({ part: 'pull secret', names: [name], name }));

export const NO_CA_FLAGS: readonly DesiredFlag[] = [TLS_ENABLE, TLS_PATH].map(name => ({
  part: 'CA secret',
  names: [name],
  name,
}));
