// The flags that the function owns in the runner's arguments.
import {
  AUTH_NAME,
  AUTH_PATH,
  ENABLE_FLAGS,
  NEVER_RELEASED,
  TLS_ENABLE,
  TLS_PATH,
} from '../../porch/flags.ts';
import type { EnableFlag } from '../../porch/releases.ts';
import { hasFlag } from '../observe/arguments.ts';
import type { ContainerFields } from '../observe/container-fields.ts';
import type { DesiredFlag } from './desired.ts';

/** In the order of Porch's document. @param path the mounted file */
export const pullSecretFlags = (
  enable: EnableFlag,
  path: string,
  secretName: string,
): DesiredFlag[] => [
  { part: 'pull secret', names: ENABLE_FLAGS, name: enable, value: 'true', isBoolean: true },
  {
    part: 'pull secret',
    names: [AUTH_PATH, ...NEVER_RELEASED.authPath],
    name: AUTH_PATH,
    value: path,
  },
  { part: 'pull secret', names: [AUTH_NAME], name: AUTH_NAME, value: secretName },
];

const TLS_ON: DesiredFlag = {
  part: 'CA secret',
  names: [TLS_ENABLE, ...NEVER_RELEASED.tlsEnable],
  name: TLS_ENABLE,
  value: 'true',
  isBoolean: true,
};

/** These follow the others. The folder ends with a slash, as in Porch's document. */
export const caFlags = (folder: string): DesiredFlag[] => [
  TLS_ON,
  { part: 'CA secret', names: [TLS_PATH], name: TLS_PATH, value: `${folder}/` },
];

export const NO_PULL_SECRET_FLAGS: readonly DesiredFlag[] = [
  ...ENABLE_FLAGS,
  AUTH_PATH,
  ...NEVER_RELEASED.authPath,
  AUTH_NAME,
].map(name => ({ part: 'pull secret', names: [name], name }));

export const NO_CA_FLAGS: readonly DesiredFlag[] = [
  TLS_ENABLE,
  ...NEVER_RELEASED.tlsEnable,
  TLS_PATH,
].map(name => ({
  part: 'CA secret',
  names: [name],
  name,
}));

/** A CA wired by hand with a flag that no release has gets the flag that the document meant. */
export const correctedTlsFlag = (runner: ContainerFields): readonly DesiredFlag[] =>
  NEVER_RELEASED.tlsEnable.some(name => hasFlag(runner, name)) ? [TLS_ON] : [];
