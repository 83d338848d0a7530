// A Secret that the function generates, with one key: the pull secret or the CA secret.
import { identityOf } from '../../krm/identity.ts';
import { warningOn } from '../../krm/result.ts';
import { dataPath } from '../input/config-map-data.ts';
import type { Inputs } from '../input/inputs.ts';
import { type MountedSecret, PULL_SECRET } from '../observe/mounted-secret.ts';
import type { Observed } from '../observe/observe.ts';
import { ownItems } from '../observe/ownership.ts';
import { isMountedElsewhere } from '../observe/secret-users.ts';
import type { DesiredObject, Note, PackageFile } from './desired.ts';
import { ownMetadata } from './parts.ts';

type Wanted = Extract<DesiredObject, { state: 'wanted' }>;

/** @param content what its key holds, as text */
export function generatedSecret(
  inputs: Inputs,
  observed: Observed,
  secret: MountedSecret,
  content: string,
): Wanted {
  const { namespace } = observed.runner;
  const { type, key } = secret.generated;
  const { names } = secret === PULL_SECRET ? observed.pullSecret : observed.caSecret;
  const part = secret === PULL_SECRET ? 'pull-secret' : 'ca-secret';
  const metadata = ownMetadata(part, names.secretName, namespace);
  const data = { [key]: Buffer.from(content).toString('base64') };
  return {
    state: 'wanted',
    part: secret === PULL_SECRET ? 'pull secret' : 'CA secret',
    object: { apiVersion: 'v1', kind: 'Secret', metadata, type, data },
    file: secretFile(inputs, observed),
    present: ownItems(observed, part).filter(
      item => !isMountedElsewhere(inputs.items, [observed, ...observed.former], item),
    ),
  };
}

/**
 * A generated Secret stands beside the Deployment, or in the file that the options name. It follows when
 * another Deployment takes the place of the one that it stood beside.
 */
export function secretFile({ options }: Inputs, { runner, formerFiles }: Observed): PackageFile {
  const { path } = runner.item.identity;
  const leaves = options.secretPath === undefined ? formerFiles : 'any';
  return { path: path && (options.secretPath ?? path), leaves };
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
