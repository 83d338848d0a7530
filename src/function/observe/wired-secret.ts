// The pull secret that is wired now, where something else than the function made it.
import { isObjectName } from '../../krm/identity.ts';
import type { Config } from '../input/options.ts';
import type { OwnObject } from './ownership.ts';
import { secretNameOf, type Wiring } from './wiring.ts';

/** Its name; `undefined` where no Secret is wired, or one that the function made. */
export function wiredSecret({ volume }: Wiring, own: readonly OwnObject[]): string | undefined {
  const name = volume && secretNameOf(volume.node);
  const isOwn = own.some(
    ({ item, part }) =>
      (part === 'pull-secret' || part === 'external-secret') && item.identity.name === name,
  );
  return isOwn ? undefined : name;
}

/** With `secretMode: existing`, and no `secretName` that says otherwise, that Secret is the one to wire. */
export function keepSecret(
  wiring: Wiring,
  own: readonly OwnObject[],
  { options, given }: Config,
): Wiring {
  const name = wiredSecret(wiring, own);
  const isKept = options.secretMode === 'existing' && !given.has('secretName');
  return isKept && name && isObjectName(name)
    ? { ...wiring, names: { ...wiring.names, secretName: name } }
    : wiring;
}
