// A registry and the login for it, as every form of input comes to.
import type { Login } from './auth.ts';
import type { Fields } from './fields.ts';
import type { Found } from './finding.ts';
import { parseRegistry, type Registry } from './host.ts';
import { readLogin } from './login.ts';
import { alone, type Place } from './place.ts';

export type Credential = Login & {
  readonly registry: Registry;
  /** Where the registry is written, for findings. */
  readonly at: string;
};

/** What `kubectl create secret docker-registry` asks for; what is missing is told at its field. */
export type Single = {
  readonly registry?: string;
  readonly username?: string;
  readonly password?: string;
};

/** The one credential in fields of those names. */
export function readSingle({ registry = '', ...login }: Single): Found<readonly Credential[]> {
  const { value, findings } = readCredential(
    registry,
    new Map(Object.entries(login)),
    alone,
    alone('registry'),
  );
  return value === undefined ? { findings } : { value: [value], findings };
}

/** The credential for `registry`, which stands at `at`, in the fields of an entry. */
export function readCredential(
  registry: string,
  entry: Fields,
  place: Place,
  at: string,
): Found<Credential> {
  const parsed = parseRegistry(registry, at);
  const login = readLogin(entry, place);
  const findings = [...parsed.findings, ...login.findings];
  if (parsed.value === undefined || login.value === undefined) return { findings };
  return { value: { registry: parsed.value, ...login.value, at }, findings };
}
