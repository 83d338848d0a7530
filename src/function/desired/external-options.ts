// The options that go with an ExternalSecret, held against where its logins come from.
import { errorOn, type Result } from '../../krm/result.ts';
import { checkRefresh } from '../../registry/generators.ts';
import type { RemoteLogin } from '../../registry/remote-login.ts';
import { secondsIn } from '../input/duration.ts';
import { resultFrom } from '../input/finding-result.ts';
import type { Inputs } from '../input/inputs.ts';

/** What only logins in a store need. */
const STORE_OPTIONS = ['secretStore', 'secretStoreKind', 'remoteKey'] as const;

/** Tokens of clouds live for an hour and more. */
export const refreshInterval = ({ options }: Inputs, logins: readonly RemoteLogin[]): string =>
  options.refreshInterval ?? (logins.some(({ from }) => from === 'generator') ? '30m' : '1h');

export function checkExternalOptions(inputs: Inputs, logins: readonly RemoteLogin[]): Result[] {
  const { owner } = inputs;
  const seconds = secondsIn(refreshInterval(inputs, logins));
  const slow = logins.flatMap(login =>
    login.from === 'generator' ? checkRefresh(login.generator, seconds, 'refreshInterval') : [],
  );
  const slowOnce = new Map(slow.map(finding => [finding.message, finding]));
  return [
    ...checkStore(inputs, logins),
    ...[...slowOnce.values()].map(finding => resultFrom(finding, owner, 'data')),
  ];
}

function checkStore({ options, given, owner }: Inputs, logins: readonly RemoteLogin[]): Result[] {
  if (logins.some(({ from }) => from === 'store')) {
    return options.secretStore === undefined
      ? [errorOn(owner, 'store-missing', NO_STORE, 'data.secretStore')]
      : [];
  }
  return STORE_OPTIONS.filter(key => given.has(key)).map(key => {
    const message = `\`data.${key}\` has no use: every registry has a \`generator\`. Remove it`;
    return errorOn(owner, 'store-unused', message, `data.${key}`);
  });
}

const NO_STORE =
  '`data.secretStore` is missing. Name the SecretStore or ClusterSecretStore that holds the logins, ' +
  'or give every registry a `generator`';
