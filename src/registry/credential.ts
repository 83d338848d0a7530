// A registry and the login for it, as every form of input comes to.
import { all, andThen, done, type Step } from '../findings/step.ts';
import type { Login } from './auth.ts';
import type { Fields } from './fields.ts';
import { parseRegistry, type Registry } from './host.ts';
import { readLogin } from './login.ts';
import { alone, type Place } from './place.ts';

export type Credential = Login & {
  readonly registry: Registry;
  /** Where the registry is written, for findings. */
  readonly at: string;
};

/** What `kubectl create secret docker-registry` asks for; what is missing is reported at its field. */
export type Single = {
  readonly registry?: string;
  readonly username?: string;
  readonly password?: string;
};

/** The one credential in fields of those names. */
export const readSingle = ({ registry = '', ...login }: Single): Step<readonly [Credential]> =>
  all(readCredential(registry, new Map(Object.entries(login)), alone, alone('registry')));

/** The credential for `registry`, which stands at `at`, in the fields of an entry. */
export const readCredential = (
  registry: string,
  entry: Fields,
  place: Place,
  at: string,
): Step<Credential> =>
  andThen(all(parseRegistry(registry, at), readLogin(entry, place)), ([parsed, login]) =>
    done({ registry: parsed, ...login, at }),
  );
