// The options in the order in which people look for them, for README: names, defaults and meanings are the schema's.
import schema from '../fn-config/schema.json' with { type: 'json' };

type Property = { readonly default?: string; readonly description: string };

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'The five that matter': ['registry', 'username', 'password', 'secretMode', 'state'],
  'Other credentials': [
    'registries',
    'config.json',
    '.dockerconfigjson',
    'credentialsFrom',
    'secretStore',
    'secretStoreKind',
    'remoteKey',
    'refreshInterval',
  ],
  'What is wired': ['deployment', 'container', 'porchVersion', 'dockerConfigFor'],
  'Where the Secret lives': ['secretName', 'secretPath', 'mountPath', 'volumeName'],
  'The pull-secret sync': ['sync', 'refreshRunner', 'syncPath', 'syncImage'],
  'A private CA': ['tlsCA', 'tlsSecretName', 'tlsMountPath', 'tlsVolumeName'],
};

const properties: Readonly<Record<string, Property>> = schema.properties.data.properties;

/** A row for each group, which holds its name alone, and for each of its options. */
export const optionRows: readonly (readonly string[])[] = Object.entries(GROUPS).flatMap(
  ([group, keys]) => [[`**${group}**`, '', ''], ...keys.map(rowOf)],
);

const missing = Object.keys(properties).filter(key => !Object.values(GROUPS).flat().includes(key));
if (missing.length > 0) throw new Error(`no group in hack/options.ts has: ${missing.join(', ')}`);

function rowOf(key: string): string[] {
  const property = properties[key];
  if (property === undefined) throw new Error(`fn-config/schema.json has no option ${key}`);
  const { default: value, description } = property;
  return [`\`${key}\``, value === undefined ? '' : `\`${value}\``, description];
}
