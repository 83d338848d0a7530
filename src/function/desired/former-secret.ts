// What becomes of a pull secret that was wired by hand.
import { isObjectName } from '../../krm/identity.ts';
import { matching } from '../../krm/matching.ts';
import { errorOn, infoOn, type Result, warningOn } from '../../krm/result.ts';
import type { Inputs } from '../input/inputs.ts';
import { listPath } from '../observe/editable-fields.ts';
import type { Observed } from '../observe/observe.ts';
import { SECRET } from '../observe/ownership.ts';
import { wiredSecret } from '../observe/wired-secret.ts';

/**
 * An info on one that stays wired for want of a name, a warning on one that another takes the place of. An
 * error on one that would stay and that no Secret can be.
 */
export function wiredSecretFindings(
  { items, options, given }: Inputs,
  observed: Observed,
): Result[] {
  const { runner, pullSecret, own } = observed;
  const name = wiredSecret(pullSecret, own);
  if (!name || name === options.secretName) return [];
  const { identity } = runner.item;
  if (!isObjectName(name)) {
    if (options.secretMode !== 'existing' || given.has('secretName')) return [];
    const path = `${listPath(runner.volumes)}[${pullSecret.volume?.index}].secret.secretName`;
    const message = `\`${path}\` cannot be the name of a Secret. Correct it, or set \`data.secretName\``;
    return [errorOn(identity, 'wired-secret-name', message, path)];
  }
  if (name === pullSecret.names.secretName) {
    const message = `the Secret \`${name}\` stays wired, because \`data.secretName\` is not set`;
    return [infoOn(identity, 'wired-secret-kept', message, listPath(runner.volumes))];
  }
  const [secret] = matching(items, { ...SECRET, namespace: runner.namespace, name });
  const message =
    `the function runner no longer mounts the Secret \`${name}\`, which still holds credentials. ` +
    'Remove it, unless something else needs it';
  return [warningOn(secret?.identity ?? identity, 'former-secret', message)];
}
