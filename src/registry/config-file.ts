// The form `config.json`: a Docker config file, as `docker login` and `podman login` write it.
import { error, type Finding, note } from '../findings/finding.ts';
import { andThen, done, each, failed, type Step } from '../findings/step.ts';
import { type Credential, readCredential } from './credential.ts';
import { credentialHelper } from './credential-helper.ts';
import { isDockersOwn, isEmptyEntry, readEntry } from './entry.ts';
import { decodeBase64, type Fields, fieldsOf, parseFields, withoutMark } from './fields.ts';
import { type Position, repeatedName } from './json-fault.ts';
import { LOGIN_FIELDS } from './login.ts';
import { whyNoLogin } from './no-login.ts';
import { inAuths, type Place } from './place.ts';

type Entry = { readonly key: string; readonly value: unknown; readonly place: Place };

const DOCKERS_TOKEN =
  "the entry was left out. It is a token for Docker's own login, not for images";
const HELPERS =
  'only the logins in `auths` were taken. Those of `credHelpers` are not in the docker config';
const BASE64 = 'the base64 was decoded. The docker config may also be given as plain JSON';

/**
 * The credentials in the JSON text of a Docker config file that is called `at`, or in the base64 of
 * one. Only its `auths` and, for the messages, its credential helpers are read; entries without a
 * login are left out where others have one. Errors: no JSON object, no login, and those of the
 * entries, all at once.
 */
export function readConfigFile(text: string, at: string): Step<readonly Credential[]> {
  const decoded = decodeBase64(text);
  const notes = decoded === undefined ? [] : [note('config-file-base64', BASE64, at)];
  const json = decoded ?? withoutMark(text);
  return andThen(done(json, notes), () =>
    andThen(parseFields(json, at), file => {
      const repeated = repeatedName(json);
      return repeated === undefined
        ? readAuths(file, at)
        : failed(error('json-name-repeated', repeatedAt(repeated), at));
    }),
  );
}

/** Go merges the two or takes the last, and which login was meant nobody can say. */
const repeatedAt = ({ line, column }: Position): string =>
  `the docker config has a name twice in one object, at line ${line}, column ${column}. Remove one of the two`;

function readAuths(file: Fields, at: string): Step<readonly Credential[]> {
  const entries = [...(fieldsOf(file.get('auths')) ?? [])].map(
    ([key, value], index): Entry => ({ key, value, place: inAuths(at, index) }),
  );
  const isOwn = ({ key }: Entry) => isDockersOwn(key);
  const isEmpty = (entry: Entry) => !isOwn(entry) && isEmptyEntry(entry.value);
  const given = entries.filter(entry => !isOwn(entry) && !isEmpty(entry));
  if (given.length === 0) return failed(error(...whyNoLogin(file), at));

  const hasHelpers = (fieldsOf(file.get('credHelpers'))?.size ?? 0) > 0;
  const leftOut = [
    ...entries.filter(isOwn).map(entry => note('docker-token', DOCKERS_TOKEN, entry.place())),
    ...entries.filter(isEmpty).map(entry => emptyLeftOut(entry, file)),
    ...(hasHelpers ? [note('credential-helpers-left-out', HELPERS, at)] : []),
  ];
  return andThen(done(given, leftOut), () => each(given.map(readAuth)));
}

const readAuth = ({ key, value, place }: Entry): Step<Credential> =>
  andThen(readEntry(value, LOGIN_FIELDS, place), entry =>
    readCredential(key, entry, place, place()),
  );

function emptyLeftOut({ key, place }: Entry, file: Fields): Finding {
  const helper = credentialHelper(file, key);
  const why = helper === undefined ? 'It has no login' : `Its login is in ${helper}`;
  return note('empty-entry-left-out', `the entry was left out. ${why}`, place());
}
