// Where kubelet or function runner have no login that works in a docker config, whoever wrote it.
import { type Finding, note, warning } from '../findings/finding.ts';
import type { Login } from './auth.ts';
import { decodeDockerConfig, type Entry } from './decode.ts';
import { isDockersOwn } from './entry.ts';
import { expiryOf } from './expiry.ts';
import { isKubeletKey, parseRegistry } from './host.ts';
import { whyNoLogin } from './no-login.ts';

const PARTS = ['username', 'password'] as const;

/**
 * Findings on the text of a docker config that is called `at`. An error: at least one of the readers
 * refuses the whole text, for every image. A warning: a reader has no login that works for a
 * registry. An info: a login ends by itself, and something else must renew it.
 */
export function checkDockerConfig(text: string, at: string, now: Date): readonly Finding[] {
  const decoded = decodeDockerConfig(text, at);
  if (!decoded.ok) return decoded.findings;
  const { fields, entries } = decoded.value;
  const keys = new Set(entries.filter(hasLogin).map(({ key }) => key));
  const findings = (entry: Entry) => [...checkLogin(entry, now), ...checkKey(entry, keys)];
  if (keys.size > 0) {
    return entries.flatMap(entry => (isEmpty(entry) ? [emptyEntry(entry)] : findings(entry)));
  }
  const filled = entries.filter(entry => !isEmpty(entry));
  return [warning(...whyNoLogin(fields), at), ...filled.flatMap(findings)];
}

/** True for the text of a docker config in which at least one reader has a login for some registry. */
export function hasLogins(text: string): boolean {
  const decoded = decodeDockerConfig(text, '');
  return decoded.ok && decoded.value.entries.some(hasLogin);
}

const isWhole = ({ username, password }: Login) => username !== '' && password !== '';
const hasLogin = ({ key, login, token }: Entry) =>
  !isDockersOwn(key) && (isWhole(login) || token !== undefined);
const isEmpty = ({ login, token }: Entry) =>
  login.username === '' && login.password === '' && token === undefined;

const emptyEntry = ({ place }: Entry) => warning('entry-empty', EMPTY, place());

function checkLogin({ login, token, place }: Entry, now: Date): Finding[] {
  if (isWhole(login)) {
    return [
      ...PARTS.filter(part => /[\r\n]$/.test(login[part])).map(part =>
        warning('login-newline-sent', `\`${part}\` ends with a newline. Remove it`, place()),
      ),
      ...expiryOf(login, place(), now, note),
    ];
  }
  if (token !== undefined) {
    const message = `only the function runner uses \`${token}\`. Give the kubelet \`username\` and \`password\``;
    return [warning('login-token', message, place(token))];
  }
  return PARTS.filter(part => login[part] === '').map(part =>
    warning('login-empty', `\`${part}\` is empty. Give one`, place()),
  );
}

/** @param keys all keys whose entries have a login */
function checkKey(entry: Entry, keys: ReadonlySet<string>): Finding[] {
  const at = entry.place();
  if (isDockersOwn(entry.key)) return [warning('docker-token', DOCKERS_TOKEN, at)];
  const registry = parseRegistry(entry.key, at);
  if (!registry.ok) return registry.findings.map(({ code, message }) => warning(code, message, at));
  if (!hasLogin(entry) || keys.has(registry.value.host)) return [];
  return isKubeletKey(entry.key, registry.value)
    ? [warning('key-not-for-the-runner', `only the kubelet finds this key. ${BARE}`, at)]
    : [
        warning(
          'key-never-found',
          `neither kubelet nor function runner finds this key. ${BARE}`,
          at,
        ),
      ];
}

const DOCKERS_TOKEN =
  "the entry is a token for Docker's own login, not for images. Remove the entry";
const EMPTY = 'the entry has no login. Add one, or remove the entry';
const BARE = 'Write the bare host in lower case (for Docker Hub `index.docker.io`)';
