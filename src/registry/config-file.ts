// The form `config.json`: a Docker config file, as `docker login` and `podman login` write it.
import { type Credential, readCredential } from './credential.ts';
import { credentialHelper } from './credential-helper.ts';
import { readEntry } from './entry.ts';
import { type Fields, fieldsOf, parseFields } from './fields.ts';
import type { Found } from './finding.ts';
import { all, error, note } from './found.ts';
import { LOGIN_FIELDS } from './login.ts';
import { inAuths, type Place } from './place.ts';

type Entry = { readonly key: string; readonly value: unknown; readonly place: Place };

// Where docker keeps the tokens of its login in the browser (docker/cli, internal/oauth/manager). It
// pulls with another one, and these must not reach a cluster.
const DOCKERS_OWN = new Set([
  'https://index.docker.io/v1/access-token',
  'https://index.docker.io/v1/refresh-token',
]);
const LEFT_OUT = "the entry was left out: it is a token for docker's own login, not for images";

const HELPERS_LEFT_OUT =
  'what is in credential helpers was left out: only the logins of `auths` are in the file';

const isDockersOwn = ({ key }: Entry) => DOCKERS_OWN.has(key);

/**
 * The credentials in the JSON text of a Docker config file that is called `at`. Only its `auths`
 * and, for the messages, its credential helpers are read. Errors: no JSON object, no entries, and
 * those of the entries, all at once.
 */
export function readConfigFile(text: string, at: string): Found<readonly Credential[]> {
  const file = parseFields(text.replace(/^\uFEFF/, '')); // as editors on Windows write it
  if (file === undefined) {
    return { findings: [error('the Docker config file must be a JSON object', at)] };
  }
  const entries = [...(fieldsOf(file.get('auths')) ?? [])].map(
    ([key, value], index): Entry => ({ key, value, place: inAuths(at, index) }),
  );
  if (entries.every(isDockersOwn)) {
    const without = '`auths` must be an object with an entry for each registry';
    return { findings: [error(elsewhere(credentialHelper(file)) ?? without, at)] };
  }
  const left = entries.filter(isDockersOwn);
  const read = all(
    entries.filter(entry => !isDockersOwn(entry)).map(entry => readAuth(entry, file)),
  );
  const helped =
    read.value && fieldsOf(file.get('credHelpers'))?.size ? [note(HELPERS_LEFT_OUT, at)] : [];
  return {
    ...read,
    findings: [...left.map(({ place }) => note(LEFT_OUT, place())), ...helped, ...read.findings],
  };
}

function readAuth({ key, value, place }: Entry, file: Fields): Found<Credential> {
  const without = 'the entry must have `auth`, or `username` and `password`';
  const vacant = elsewhere(credentialHelper(file, key)) ?? without;
  const { value: entry, findings } = readEntry(value, LOGIN_FIELDS, vacant, place);
  return entry === undefined ? { findings } : readCredential(key, entry, place, place());
}

const elsewhere = (helper: string | undefined) =>
  helper &&
  `the credentials are in ${helper}, not in the file: they must be given as \`username\` and \`password\``;
