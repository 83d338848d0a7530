// The functionConfig as options: checked by the schema, defaults filled in.
import type { ErrorObject } from 'ajv';
import schema from '../../../fn-config/schema.json' with { type: 'json' };
import { type Step, unlessErrors } from '../../findings/step.ts';
import { identityOf } from '../../krm/identity.ts';
import { get } from '../../krm/object.ts';
import type { Part } from '../../krm/resource-list.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { nodeValue } from '../../yaml/value.ts';
import { dataOf } from './config-map-data.ts';
import { CREDENTIAL_KEYS } from './credential-forms.ts';
import { withoutEffect } from './effects.ts';
import type { Config, Options } from './options.ts';
import { validate } from './validator.ts';

type Rule = { readonly enum?: readonly string[]; readonly must?: string };
const RULES = schema.properties.data.properties as Readonly<Record<string, Rule>>;

/** Reads the functionConfig. Every fault is reported, none with a value. */
export function readConfig(part: Part): Step<Config, Result> {
  const value = nodeValue(part.tree, part.node);
  const identity = identityOf(value);
  const isIdle = ['disabled', 'check'].includes(`${get(value, 'data', 'state')}`);
  const ignored = isIdle ? CREDENTIAL_KEYS : new Set<string>();
  const data = dataOf(part, identity, Object.keys(RULES), ignored);
  if (!data.ok) return data;
  const { apiVersion, kind } = identity;
  const config = { apiVersion, kind, data: Object.fromEntries(data.value) };
  validate(config);
  // One message for each field, and one for the object as a whole.
  const paths = new Map((validate.errors ?? []).map(error => [messageOf(error), pathOf(error)]));
  const findings = [...paths].map(([message, path]) =>
    errorOn(identity, 'config-value', message, path),
  );
  const isCredential = ([key]: readonly [string, string]) => CREDENTIAL_KEYS.has(key);
  const options = config.data as unknown as Options;
  const given = new Set(data.value.keys());
  const infos = findings.length > 0 ? [] : withoutEffect(identity, options, given);
  return unlessErrors([...findings, ...infos], () => ({
    options,
    given,
    credentials: new Map([...data.value].filter(isCredential)),
  }));
}

const pathOf = ({ instancePath }: ErrorObject): string =>
  instancePath.slice(1).replaceAll('/', '.');

function messageOf(error: ErrorObject): string {
  const key = error.instancePath.split('/')[2];
  const rule = key === undefined ? undefined : RULES[key];
  if (rule === undefined) return 'the functionConfig must be a ConfigMap of apiVersion v1';
  const values = rule.enum
    ?.map(value => `\`${value}\``)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' or ');
  return `\`data.${key}\` must ${rule.must ?? `be ${values}`}`;
}
