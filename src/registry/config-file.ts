// The form `config.json`: a Docker config file, as `docker login` and `podman login` write it.
import { error, type Finding, note } from '../findings/finding.ts';
import { andThen, done, each, failed, type Step } from '../findings/step.ts';
import { type Credential, readCredential } from './credential.ts';
import { credentialHelper } from './credential-helper.ts';
import { readEntry } from './entry.ts';
import { type Fields, fieldsOf, parseFields } from './fields.ts';
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
export function readConfigFile(text: string, at: string): Step<readonly Credential[]> {
  const file = parseFields(text.replace(/^\uFEFF/, '')); // as editors on Windows write it
  if (file === undefined) {
    return failed(error('config-file-json', 'the Docker config file must be a JSON object', at));
  }
  const entries = [...(fieldsOf(file.get('auths')) ?? [])].map(
    ([key, value], index): Entry => ({ key, value, place: inAuths(at, index) }),
  );
  if (entries.every(isDockersOwn)) {
    const without = '`auths` must be an object with an entry for each registry';
    return failed(elsewhere(file, at) ?? error('config-file-no-entries', without, at));
  }
  const left = entries
    .filter(isDockersOwn)
    .map(({ place }) => note('docker-token-left-out', LEFT_OUT, place()));
  const read = each(
    entries.filter(entry => !isDockersOwn(entry)).map(entry => readAuth(entry, file)),
  );
  const helped =
    read.ok && fieldsOf(file.get('credHelpers'))?.size
      ? [note('credential-helpers-left-out', HELPERS_LEFT_OUT, at)]
      : [];
  return andThen(done(undefined, [...left, ...helped]), () => read);
}

function readAuth({ key, value, place }: Entry, file: Fields): Step<Credential> {
  const without = 'the entry must have `auth`, or `username` and `password`';
  const vacant = elsewhere(file, place(), key) ?? error('entry-empty', without, place());
  return andThen(readEntry(value, LOGIN_FIELDS, vacant, place), entry =>
    readCredential(key, entry, place, place()),
  );
}

/** The error for credentials that are not in the file, where it says where they are. */
function elsewhere(file: Fields, at: string, key?: string): Finding | undefined {
  const helper = credentialHelper(file, key);
  if (helper === undefined) return undefined;
  const message = `the credentials are in ${helper}, not in the file: they must be given as \`username\` and \`password\``;
  return error('config-file-helper', message, at);
}
