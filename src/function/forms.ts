// The forms in which credentials may be given, by the keys of a ConfigMap.
import { error } from '../findings/finding.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { readConfigFile } from '../registry/config-file.ts';
import { type Credential, readSingle } from '../registry/credential.ts';
import { readList } from '../registry/list.ts';
import { type Reference, readReference, readReferences } from '../registry/references.ts';
import { isFault } from '../yaml/node.ts';
import { parseTree } from '../yaml/tree.ts';
import { strictValue } from '../yaml/value.ts';
import { dataPath } from './fields.ts';

type Fields = ReadonlyMap<string, string>;
type Credentials = Step<readonly Credential[] | undefined>;
type Form = {
  readonly keys: readonly string[];
  readonly read: (fields: Fields) => Credentials;
};

const configFile = (key: string): Form => ({
  keys: [key],
  read: fields => readConfigFile(fields.get(key) ?? '', `["${key}"]`),
});

const FORMS: readonly Form[] = [
  {
    keys: ['registry', 'username', 'password'],
    read: fields => readSingle(Object.fromEntries(fields)),
  },
  {
    keys: ['registries'],
    read: fields => readRegistries(fields.get('registries') ?? '', readList),
  },
  configFile('config.json'),
  configFile('.dockerconfigjson'),
];

export const CREDENTIAL_KEYS: ReadonlySet<string> = new Set(FORMS.flatMap(({ keys }) => keys));

/** The credentials in fields that hold nothing else. Two forms at once are an error. */
export function readForm(fields: Fields): Credentials {
  const used = FORMS.filter(({ keys }) => keys.some(key => fields.has(key)));
  const [form, other] = used;
  if (form === undefined) return done(undefined);
  if (other === undefined) return form.read(fields);
  const names = used.map(({ keys }) => keys.map(key => `\`${dataPath(key)}\``).join(', '));
  const message = `the credentials must be given in one form: either ${names.join(' or ')}`;
  return failed(error('credentials-two-forms', message));
}

/** Registries whose logins are in a store; a credential beside them is an error. */
export function readRemoteForm(
  fields: Fields,
  remoteKey: string | undefined,
): Step<readonly Reference[] | undefined> {
  const [registry, list] = [fields.get('registry'), fields.get('registries')];
  const extra = [...fields.keys()].filter(key => key !== 'registry' && key !== 'registries');
  if (extra.length > 0) return failed(error('credentials-beside-store', CREDENTIALS_BESIDE_STORE));
  if (list === undefined) {
    return registry === undefined ? done(undefined) : readReference(registry, remoteKey);
  }
  if (registry !== undefined) return failed(error('credentials-two-forms', TWO_FORMS));
  return readRegistries(list, (value, at) => readReferences(value, at, remoteKey));
}

const CREDENTIALS_BESIDE_STORE =
  'the credentials must be removed, or `secretMode` be "generate": an ExternalSecret takes them from the store';
const ALIASES = 'the list must be written out, without aliases';
const TWO_FORMS = 'the registries must be given in one form: either `registry` or `registries`';

function readRegistries<T>(text: string, read: (value: unknown, at: string) => Step<T>): Step<T> {
  const at = 'registries';
  const tree = parseTree(text);
  if (!isFault(tree) && tree.aliased.size > 0)
    return failed(error('credentials-aliases', ALIASES, at));
  if (!isFault(tree)) return read(strictValue(tree, tree.root), at);
  const message = `the value must be a YAML or JSON list; line ${tree.line} of it is not valid`;
  return failed(error('credentials-yaml', message, at));
}
