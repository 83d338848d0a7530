// A Secret that the function generates, with one key: the pull secret or the CA secret.
import { identityOf } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { warningOn } from '../../krm/result.ts';
import { MANAGED_BY, MANAGER } from '../../registry/pull-secret.ts';
import { dataPath } from '../input/config-map-data.ts';
import type { Inputs } from '../input/inputs.ts';
import { type MountedSecret, PULL_SECRET } from '../observe/mounted-secret.ts';
import type { Observed } from '../observe/observe.ts';
import type { DesiredObject, Note, PackageFile } from './desired.ts';

type Wanted = Extract<DesiredObject, { state: 'wanted' }>;

/**
 * @param content what its key holds, as text
 * @param present the function's own Secrets for that purpose
 */
export function generatedSecret(
  inputs: Inputs,
  observed: Observed,
  secret: MountedSecret,
  content: string,
  present: readonly Item[],
): Wanted {
  const { namespace } = observed.runner;
  const { type, key } = secret.generated;
  const { names } = secret === PULL_SECRET ? observed.pullSecret : observed.caSecret;
  const metadata = { name: names.secretName, namespace, labels: { [MANAGED_BY]: MANAGER } };
  const data = { [key]: Buffer.from(content).toString('base64') };
  return {
    state: 'wanted',
    part: secret === PULL_SECRET ? 'pull secret' : 'CA secret',
    object: { apiVersion: 'v1', kind: 'Secret', metadata, type, data } as Wanted['object'],
    file: secretFile(inputs, observed),
    present,
  };
}

/** A generated Secret stands beside the Deployment, or in the file that the options name. */
export function secretFile({ options }: Inputs, { runner }: Observed): PackageFile {
  const { path } = runner.item.identity;
  return { path: path && (options.secretPath ?? path), moves: options.secretPath !== undefined };
}

export const plainTextNote = ({ object }: Wanted): Note => ({
  part: 'pull secret',
  when: 'content',
  result: warningOn(
    identityOf(object),
    'plain-text-credentials',
    PLAIN_TEXT,
    dataPath(PULL_SECRET.generated.key),
  ),
});

const PLAIN_TEXT =
  'the package now holds credentials in plain text (base64 hides nothing). Do not publish it; ' +
  '`secretMode: existing` keeps credentials out of the package';
