// The flags that the function owns in the runner's arguments.
import {
  AUTH_NAME,
  AUTH_PATH,
  ENABLE_FLAGS,
  type Flag,
  isTrue,
  NEVER_RELEASED,
  TLS_ENABLE,
  TLS_PATH,
} from '../../porch/flags.ts';
import type { EnableFlag } from '../../porch/releases.ts';
import { argumentLists, flagsIn } from '../observe/arguments.ts';
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

/** Flags of yes or no that get another form, so that a value in an item of its own goes. */
export const isCorrected = ({ name, value }: Flag): boolean =>
  ENABLE_FLAGS.some(flag => flag === name) ||
  NEVER_RELEASED.tlsEnable.some(flag => flag === name) ||
  (name === TLS_ENABLE && isTrue(value));

/** A CA wired by hand with a flag that no release has, or in two items, gets the flag that was meant. */
export const correctedTlsFlag = (runner: ContainerFields): readonly DesiredFlag[] =>
  argumentLists(runner)
    .flatMap(flagsIn)
    .some(flag =>
      flag.name === TLS_ENABLE
        ? flag.width === 2 && isTrue(flag.value)
        : NEVER_RELEASED.tlsEnable.some(name => name === flag.name),
    )
    ? [TLS_ON]
    : [];
