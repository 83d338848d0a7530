// What becomes of a pull secret that was wired by hand.
import { matching } from '../../krm/matching.ts';
import { infoOn, type Result, warningOn } from '../../krm/result.ts';
import type { Inputs } from '../input/inputs.ts';
import { listPath } from '../observe/editable-fields.ts';
import type { Observed } from '../observe/observe.ts';
import { SECRET } from '../observe/ownership.ts';
import { wiredSecret } from '../observe/wired-secret.ts';

/** An info on one that stays wired for want of a name, a warning on one that another takes the place of. */
export function wiredSecretFindings({ items, options }: Inputs, observed: Observed): Result[] {
  const { runner, pullSecret, own } = observed;
  const name = wiredSecret(pullSecret, own);
  if (!name || name === options.secretName) return [];
  const { identity } = runner.item;
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
