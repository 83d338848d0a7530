// Why a docker config holds no login, as far as it says where the logins are instead.
import type { Code } from '../findings/codes.ts';
import { credentialHelper } from './credential-helper.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { isVacant } from './login.ts';

/** The code and the words for a docker config in whose `auths` no entry has a login. */
export function whyNoLogin(file: Fields): readonly [code: Code, message: string] {
  const helper = credentialHelper(file);
  if (helper !== undefined) {
    return [
      'no-login-helper',
      `the logins are in ${helper}, not in the docker config. Give them as \`username\` and \`password\``,
    ];
  }
  return [...file.values()].some(hasLoginFields)
    ? ['no-login-dockercfg', DOCKERCFG]
    : ['no-login', 'the docker config has no login. Add an entry to `auths` for each registry'];
}

const DOCKERCFG =
  'the entries are not under `auths`, as in an old `.dockercfg`. Put them into an object `auths`';

const hasLoginFields = (value: unknown): boolean => {
  const fields = fieldsOf(value);
  return fields !== undefined && !isVacant(fields);
};
