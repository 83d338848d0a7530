// The functionConfig as options: checked by the schema, defaults filled in.
import type { ErrorObject } from 'ajv';
import schema from '../../fn-config/schema.json' with { type: 'json' };
import { identityOf } from '../krm/identity.ts';
import { get } from '../krm/object.ts';
import type { Part } from '../krm/resource-list.ts';
import { type Checked, isError, type Result, resultOn } from '../krm/result.ts';
import { nodeValue } from '../yaml/value.ts';
import { readFields } from './fields.ts';
import { CREDENTIAL_KEYS } from './forms.ts';
import { validate } from './validator.ts';

/** Values have the rules of `fn-config/schema.json`. */
export type Options = {
  readonly state: 'enabled' | 'disabled';
  readonly secretMode: 'generate' | 'existing' | 'externalSecret';
  readonly secretName: string;
  readonly secretPath?: string;
  readonly secretStore?: string;
  readonly secretStoreKind: 'SecretStore' | 'ClusterSecretStore';
  readonly remoteKey?: string;
  readonly refreshInterval: string;
  readonly deployment: string;
  readonly container: string;
  readonly mountPath: string;
  readonly volumeName: string;
  readonly tlsSecretName?: string;
  readonly tlsCA?: string;
  readonly tlsMountPath: string;
  readonly tlsVolumeName: string;
  readonly porchVersion?: string;
  readonly credentialsFrom: string;
  readonly sync: 'companion' | 'sidecar' | 'none';
  readonly syncPath?: string;
  readonly syncImage?: string;
};

export type Config = {
  readonly options: Options;
  /** Keys that the user wrote, against those that have their default. */
  readonly given: ReadonlySet<string>;
  /** What the functionConfig itself holds of credentials, by key. */
  readonly credentials: ReadonlyMap<string, string>;
};

type Rule = { readonly enum?: readonly string[]; readonly must?: string };
const RULES = schema.properties.data.properties as Readonly<Record<string, Rule>>;

/** Reads the functionConfig. Every fault is reported, none with a value. */
export function readConfig(part: Part): Checked<Config> {
  const value = nodeValue(part.tree, part.node);
  const identity = identityOf(value);
  const isDisabled = get(value, 'data', 'state') === 'disabled';
  const ignored = isDisabled ? CREDENTIAL_KEYS : new Set<string>();
  const fields = readFields(part, identity, Object.keys(RULES), ignored);
  if (fields.value === undefined) return { results: fields.results };
  const { apiVersion, kind } = identity;
  const config = { apiVersion, kind, data: Object.fromEntries(fields.value) };
  validate(config);
  // One message for each field, and for the object as a whole.
  const paths = new Map((validate.errors ?? []).map(error => [messageOf(error), pathOf(error)]));
  const results = [...paths].map(
    ([message, path]): Result => resultOn(identity, 'error', message, path),
  );
  if (results.some(isError)) return { results };
  const isCredential = ([key]: readonly [string, string]) => CREDENTIAL_KEYS.has(key);
  return {
    value: {
      options: config.data as unknown as Options,
      given: new Set(fields.value.keys()),
      credentials: new Map([...fields.value].filter(isCredential)),
    },
    results,
  };
}

const pathOf = ({ instancePath }: ErrorObject): string =>
  instancePath.slice(1).replaceAll('/', '.');

function messageOf(error: ErrorObject): string {
  const key = error.instancePath.split('/')[2];
  const rule = key === undefined ? undefined : RULES[key];
  if (rule === undefined) return 'the functionConfig must be a ConfigMap of apiVersion v1';
  const values = rule.enum?.map(value => `"${value}"`).join(' or ');
  return `\`data.${key}\` must ${rule.must ?? `be ${values}`}`;
}
