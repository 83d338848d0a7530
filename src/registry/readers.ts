// What kubelet and function-runner make of a `.dockerconfigjson`, whoever wrote it.
import { error, type Finding, warning } from '../findings/finding.ts';
import { authBytes } from './auth.ts';
import { type Fields, fieldsOf, parseFields } from './fields.ts';
import { parseRegistry } from './host.ts';
import { LOGIN_FIELDS } from './login.ts';
import { inAuths, type Place } from './place.ts';

const UNFOUND =
  'the key must be the bare host in lower case, or stand beside it (for Docker Hub ' +
  '`index.docker.io`): the function-runner finds no other';

const NO_LOGIN =
  'the entry must have `auth`, or `username` and `password`: the kubelet uses nothing else';

/**
 * Findings on the JSON text of a docker config that is called `at`. An error: at least one of the
 * readers fails on the whole text, for every image. A warning: a key that the function-runner never
 * finds, or that no image has.
 */
export function checkDockerConfig(text: string, at: string): readonly Finding[] {
  const file = foldNames(parseFields(text));
  if (file === undefined)
    return [error('docker-config-json', 'the docker config must be a JSON object', at)];
  const auths = fieldsOf(file.get('auths') ?? {});
  if (auths === undefined) return [error('docker-config-auths', '`auths` must be an object', at)];

  const entries = [...auths].flatMap(([key, entry], index) => {
    const place = inAuths(at, index);
    return [...checkEntry(entry ?? {}, place), ...checkKey(key, auths, place)];
  });
  return [...checkHeaders(file.get('httpheaders') ?? {}, at), ...entries];
}

/** Whether the JSON text of a docker config has any login that a reader would use. */
export function hasLogins(text: string): boolean {
  const auths = fieldsOf(foldNames(parseFields(text))?.get('auths') ?? {}) ?? new Map();
  return [...auths.values()].some(value => {
    const entry = foldNames(fieldsOf(value));
    return Boolean(entry?.get('auth') || (entry?.get('username') && entry.get('password')));
  });
}

function checkEntry(value: unknown, place: Place): Finding[] {
  const entry = foldNames(fieldsOf(value));
  if (entry === undefined)
    return [error('entry-not-an-object', 'the entry must be an object', place())];
  const wrong = LOGIN_FIELDS.filter(name => !isText(entry.get(name)));
  if (wrong.length > 0)
    return wrong.map(name =>
      error('field-not-a-string', `\`${name}\` must be a string`, place(name)),
    );
  const [auth, username, password] = ['auth', 'username', 'password'].map(name => entry.get(name));
  if (auth) {
    if (authBytes(String(auth)) !== undefined) return [];
    return [
      error(
        'auth-not-base64',
        '`auth` must be the standard base64 of `username:password`',
        place('auth'),
      ),
    ];
  }
  return username && password ? [] : [warning('entry-no-login', NO_LOGIN, place())];
}

function checkKey(key: string, auths: Fields, place: Place): Finding[] {
  const registry = parseRegistry(key, place());
  if (!registry.ok)
    return registry.findings.map(({ code, message, at }) => warning(code, message, at));
  return auths.has(registry.value.host)
    ? []
    : [warning('key-not-for-the-runner', UNFOUND, place())];
}

/** The kubelet decodes `HttpHeaders`, though it does not use them. */
function checkHeaders(value: unknown, at: string): Finding[] {
  const headers = fieldsOf(value);
  const isFine = headers !== undefined && [...headers.values()].every(isText);
  return isFine
    ? []
    : [error('docker-config-headers', '`HttpHeaders` must be an object of strings', at)];
}

// Go decodes null into anything.
const isText = (value: unknown) => typeof (value ?? '') === 'string';

// Go matches the names of fields, unlike the keys of a map, without regard to case.
const foldNames = (fields: Fields | undefined): Fields | undefined =>
  fields && new Map([...fields].map(([name, value]) => [name.toLowerCase(), value]));
