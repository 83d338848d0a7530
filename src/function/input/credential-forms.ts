// The forms in which credentials may be given, by the keys of a ConfigMap.
import { error } from '../../findings/finding.ts';
import { done, failed, type Step } from '../../findings/step.ts';
import { readConfigFile } from '../../registry/config-file.ts';
import { type Credential, readSingle } from '../../registry/credential.ts';
import { readList } from '../../registry/list.ts';
import { type Reference, readReference, readReferences } from '../../registry/references.ts';
import { isFault } from '../../yaml/node.ts';
import { parseTree } from '../../yaml/tree.ts';
import { strictValue } from '../../yaml/value.ts';
import { dataPath } from './config-map-data.ts';

type Data = ReadonlyMap<string, string>;
type Form = {
  readonly keys: readonly string[];
  readonly read: (data: Data) => Step<readonly Credential[]>;
};

const configFile = (key: string): Form => ({
  keys: [key],
  read: data => readConfigFile(data.get(key) ?? '', `["${key}"]`),
});

const FORMS: readonly Form[] = [
  {
    keys: ['registry', 'username', 'password'],
    read: data => readSingle(Object.fromEntries(data)),
  },
  {
    keys: ['registries'],
    read: data => readRegistries(data.get('registries') ?? '', readList),
  },
  configFile('config.json'),
  configFile('.dockerconfigjson'),
];

export const CREDENTIAL_KEYS: ReadonlySet<string> = new Set(FORMS.flatMap(({ keys }) => keys));

/** The credentials; `undefined` where there are none. Two forms at once are an error. */
export function readForm(data: Data): Step<readonly Credential[] | undefined> {
  const used = FORMS.filter(({ keys }) => keys.some(key => data.has(key)));
  const [form, other] = used;
  if (form === undefined) return done(undefined);
  if (other === undefined) return form.read(data);
  const names = used.map(({ keys }) => keys.map(key => `\`${dataPath(key)}\``).join(', '));
  const message = `the credentials are given in ${used.length} forms. Keep one of them: either ${names.join(' or ')}`;
  return failed(error('credentials-two-forms', message));
}

/** Registries whose logins are in a store; `undefined` where there are none. No credential may be beside them. */
export function readRemoteForm(
  data: Data,
  remoteKey: string | undefined,
): Step<readonly Reference[] | undefined> {
  const [registry, list] = [data.get('registry'), data.get('registries')];
  const extra = [...data.keys()].filter(key => key !== 'registry' && key !== 'registries');
  if (extra.length > 0) return failed(error('credentials-beside-store', BESIDE_STORE));
  if (list === undefined) {
    return registry === undefined ? done(undefined) : readReference(registry, remoteKey);
  }
  if (registry !== undefined) return failed(error('registries-two-forms', TWO_FORMS));
  return readRegistries(list, (value, at) => readReferences(value, at, remoteKey));
}

const BESIDE_STORE =
  'credentials cannot be combined with `secretMode: externalSecret`, which takes them from the store. ' +
  'Remove them, or set `secretMode: generate`';
const ALIASES = 'the list must not use YAML aliases. Replace each with a plain copy';
const TWO_FORMS =
  'the registries are given in two forms. Keep one of them: either `registry` or `registries`';

function readRegistries<T>(text: string, read: (value: unknown, at: string) => Step<T>): Step<T> {
  const at = 'registries';
  const tree = parseTree(text);
  if (isFault(tree)) {
    const message = `the value is not a valid YAML or JSON list. Correct its line ${tree.line}`;
    return failed(error('registries-invalid', message, at));
  }
  if (tree.aliased.size > 0) return failed(error('registries-aliases', ALIASES, at));
  return read(strictValue(tree, tree.root), at);
}
