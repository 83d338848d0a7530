// The forms in which credentials may be given, by the keys of a ConfigMap.
import { readConfigFile } from '../registry/config-file.ts';
import { type Credential, readSingle } from '../registry/credential.ts';
import type { Found } from '../registry/finding.ts';
import { readList } from '../registry/list.ts';
import { isFault, parseTree } from '../yaml/tree.ts';
import { strictValue } from '../yaml/value.ts';

type Fields = ReadonlyMap<string, string>;
type Credentials = Found<readonly Credential[]>;
type Form = {
  readonly keys: readonly string[];
  readonly read: (fields: Fields) => Credentials;
};

const configFile = (key: string): Form => ({
  keys: [key],
  read: fields => readConfigFile(fields.get(key) ?? '', key),
});

const FORMS: readonly Form[] = [
  {
    keys: ['registry', 'username', 'password'],
    read: fields => readSingle(Object.fromEntries(fields)),
  },
  { keys: ['registries'], read: fields => readRegistries(fields.get('registries') ?? '') },
  configFile('config.json'),
  configFile('.dockerconfigjson'),
];

export const CREDENTIAL_KEYS: ReadonlySet<string> = new Set(FORMS.flatMap(({ keys }) => keys));

/** The credentials in fields that hold nothing else. Two forms at once are an error. */
export function readForm(fields: Fields): Credentials {
  const used = FORMS.filter(({ keys }) => keys.some(key => fields.has(key)));
  const [form, other] = used;
  if (form === undefined) return { findings: [] };
  if (other === undefined) return form.read(fields);
  const names = used.map(({ keys }) => keys.map(key => `\`data.${key}\``).join(', '));
  const message = `the credentials must be given in one form: either ${names.join(' or ')}`;
  return { findings: [{ severity: 'error', message, at: '' }] };
}

function readRegistries(text: string): Credentials {
  const at = 'registries';
  const tree = parseTree(text);
  if (!isFault(tree)) return readList(strictValue(tree, tree.root), at);
  const message = `the value must be a YAML or JSON list; line ${tree.line} of it is not valid`;
  return { findings: [{ severity: 'error', message, at }] };
}
