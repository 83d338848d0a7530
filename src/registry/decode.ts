// A docker config as kubelet and function runner decode it, whoever wrote it.
import { error } from '../findings/finding.ts';
import { all, andThen, done, each, failed, type Step, unlessErrors } from '../findings/step.ts';
import { authBytes, type Login, loginIn } from './auth.ts';
import { decodeBase64, type Fields, fieldsOf, parseFields } from './fields.ts';
import { inAuths, type Place } from './place.ts';

export type Decoded = { readonly fields: Fields; readonly entries: readonly Entry[] };

export type Entry = {
  readonly key: string;
  readonly place: Place;
  /** Either part may be empty. */
  readonly login: Login;
  /** The name of a field with a token, which only the function runner uses. */
  readonly token: string | undefined;
};

const TOKENS = ['identitytoken', 'registrytoken'];
/** The fields that at least one of the readers decodes. */
const TEXTS = ['auth', 'username', 'password', ...TOKENS, 'email'];

/**
 * The entries in the text of a docker config that is called `at`. Errors: all for which at least one
 * of the readers refuses the whole text.
 */
export function decodeDockerConfig(text: string, at: string): Step<Decoded> {
  if (decodeBase64(text) !== undefined) return failed(error('docker-config-base64', BASE64, at));
  return andThen(parseFields(text, at), fields => {
    const folded = foldNames(fields);
    const auths = fieldsOf(folded.get('auths') ?? {});
    if (auths === undefined) return failed(error('docker-config-auths', AUTHS, at));
    const entries = [...auths].map(([key, value], index) =>
      decodeEntry(key, value, inAuths(at, index)),
    );
    const headers = checkHeaders(folded.get('httpheaders'), at);
    return andThen(all(headers, each(entries)), ([, read]) => done({ fields, entries: read }));
  });
}

function decodeEntry(key: string, value: unknown, place: Place): Step<Entry> {
  const given = fieldsOf(value ?? {});
  if (given === undefined) return failed(error('entry-not-an-object', NO_OBJECT, place()));
  const fields = foldNames(given);
  const faults = TEXTS.filter(name => !isText(fields.get(name))).map(name =>
    error('field-not-a-string', `\`${name}\` is not a string. Put it in quotes`, place(name)),
  );
  const textOf = (name: string) => String(fields.get(name) ?? '');
  const login = andThen(
    unlessErrors(faults, () => textOf('auth')),
    auth => {
      if (auth === '') return done({ username: textOf('username'), password: textOf('password') });
      const bytes = authBytes(auth);
      return bytes ? done(loginIn(bytes)) : failed(error('auth-not-base64', AUTH, place('auth')));
    },
  );
  const token = TOKENS.find(name => textOf(name) !== '');
  return andThen(login, read => done({ key, place, login: read, token }));
}

/** The kubelet decodes `HttpHeaders`, though it does not use them. */
function checkHeaders(value: unknown, at: string): Step<undefined> {
  const headers = fieldsOf(value ?? {});
  const isFine = headers !== undefined && [...headers.values()].every(isText);
  return isFine ? done(undefined) : failed(error('docker-config-headers', HEADERS, at));
}

// Go decodes null into anything.
const isText = (value: unknown) => typeof (value ?? '') === 'string';

// Go matches the names of fields, unlike the keys of a map, without regard to case.
const foldNames = (fields: Fields): Fields =>
  new Map([...fields].map(([name, value]) => [name.toLowerCase(), value]));

const BASE64 = 'the docker config is base64 of the JSON text that belongs here. Decode it once';
const AUTHS = '`auths` is not an object. Make it one, with an entry for each registry';
const HEADERS = '`HttpHeaders` is not an object of strings. Correct or remove it';
const NO_OBJECT = 'the entry is not an object. Give one with `auth`';
const AUTH = '`auth` is not the standard base64 of `username:password`. Encode it again';
