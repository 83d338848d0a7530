// The words of every finding of the registry; all other tests name a finding by its code.
import { expect } from 'chai';
import { CODES, type Code } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { readConfigFile } from '../../src/registry/config-file.ts';
import { readSingle } from '../../src/registry/credential.ts';
import { buildDockerConfig } from '../../src/registry/docker-config.ts';
import { checkRefresh } from '../../src/registry/generators.ts';
import { parseRegistry } from '../../src/registry/host.ts';
import { readList } from '../../src/registry/list.ts';
import { checkDockerConfig } from '../../src/registry/readers.ts';
import { readReferences } from '../../src/registry/references.ts';
import { credentials } from './arbitrary.ts';

const A = { username: 'a', password: 'x' };
const B = { username: 'b', password: 'y' };

const single = (login: object) => readSingle({ registry: 'ghcr.io', ...A, ...login }).findings;
const list = (...items: readonly unknown[]) => readList(items, 'registries').findings;
const entry = (fields: object) => list({ registry: 'ghcr.io', ...fields });
const file = (value: unknown) => readConfigFile(JSON.stringify(value), 'config.json').findings;
const host = (text: string) => parseRegistry(text, 'registry').findings;
const check = (value: unknown) => checkDockerConfig(JSON.stringify(value), '.dockerconfigjson');
const checkEntry = (value: unknown) => check({ auths: { 'ghcr.io': value } });
const remote = (...items: readonly unknown[]) =>
  readReferences(items, 'registries', 'key').findings;
const generator = (text: string, fields: object = {}) =>
  remote({ registry: 'quay.io', generator: text, ...fields });
const refresh = (kind: string, seconds: number) =>
  checkRefresh({ kind, name: 'a' }, seconds, 'refreshInterval');
const build = (...given: Parameters<typeof credentials>[0]) =>
  buildDockerConfig(credentials(given)).findings;

const ROWS: readonly (readonly [code: Code, findings: readonly Finding[], ...words: string[]])[] = [
  [
    'auth-not-base64',
    entry({ auth: 'u:p' }),
    '`auth` must be the standard base64 of `username:password` in UTF-8',
  ],
  [
    'auth-not-base64',
    checkEntry({ auth: 'u:p' }),
    '`auth` must be the standard base64 of `username:password`',
  ],
  [
    'auth-wins',
    entry({ auth: 'YTp4', ...B }),
    '`auth` wins over `username` and `password` beside it',
  ],
  [
    'config-file-helper',
    file({ credsStore: 'desktop' }),
    'the credentials are in the credential helper `desktop`, not in the file: they must be given as `username` and `password`',
  ],
  [
    'config-file-helper',
    file({ auths: { 'ghcr.io': {} }, credHelpers: { 'ghcr.io': 'secret' } }),
    'the credentials are in a credential helper, not in the file: they must be given as `username` and `password`',
  ],
  ['config-file-json', file([]), 'the Docker config file must be a JSON object'],
  [
    'config-file-no-entries',
    file({ auths: {} }),
    '`auths` must be an object with an entry for each registry',
  ],
  [
    'config-too-large',
    build(['ghcr.io', { username: 'u', password: 'p'.repeat(2 ** 20) }]),
    'the credentials must fit in 1 MiB: give fewer registries',
  ],
  [
    'credential-helpers-left-out',
    file({ auths: { 'ghcr.io': A }, credHelpers: { 'gcr.io': 'gcr' } }),
    'what is in credential helpers was left out: only the logins of `auths` are in the file',
  ],
  ['docker-config-auths', check({ auths: [] }), '`auths` must be an object'],
  [
    'docker-config-headers',
    check({ HttpHeaders: 5 }),
    '`HttpHeaders` must be an object of strings',
  ],
  ['docker-config-json', check([]), 'the docker config must be a JSON object'],
  [
    'docker-token-left-out',
    file({ auths: { 'ghcr.io': A, 'https://index.docker.io/v1/access-token': {} } }),
    "the entry was left out: it is a token for docker's own login, not for images",
  ],
  [
    'entry-empty',
    file({ auths: { 'ghcr.io': {} } }),
    'the entry must have `auth`, or `username` and `password`',
  ],
  [
    'entry-empty',
    list({ registry: 'ghcr.io' }),
    'the entry must have `registry` with `username` and `password`, or with `auth`',
  ],
  ['entry-empty', remote('ghcr.io'), 'the entry must have `registry`'],
  [
    'entry-no-login',
    checkEntry({}),
    'the entry must have `auth`, or `username` and `password`: the kubelet uses nothing else',
  ],
  ['entry-not-an-object', checkEntry('u:p'), 'the entry must be an object'],
  ['field-misspelt', entry({ usrname: 'u' }), 'the name of this field must be `username`'],
  [
    'field-not-a-string',
    entry({ username: 5, password: 'x' }),
    '`username` must be a string: put it in quotes',
  ],
  [
    'field-not-a-string',
    list({ registry: 5, ...A }),
    '`registry` must be a string: put it in quotes',
  ],
  ['field-not-a-string', checkEntry({ email: 5 }), '`email` must be a string'],
  ['field-unknown', entry({ ...A, dckr_pat_1234: '' }), 'field 4 is not known and must be removed'],
  [
    'generator-beside-key',
    generator('QuayAccessToken/a', { remoteKey: 'x' }),
    'the entry has both `generator` and `remoteKey`. Keep `generator` for short-lived logins, or `remoteKey` for those in a store',
  ],
  [
    'generator-elsewhere',
    generator('ECRAuthorizationToken/a'),
    'the generator makes logins for Amazon ECR, and the host does not look like one of its hosts. Check that the two belong together',
  ],
  [
    'generator-form',
    generator('quay'),
    "`generator` must be KIND/NAME, as in `ECRAuthorizationToken/porch`. Write the kind and the name of the generator's object",
  ],
  [
    'generator-misspelt',
    generator('QuayAccesToken/a'),
    'the kind of `generator` is misspelt. Write `QuayAccessToken`',
  ],
  [
    'generator-unknown',
    generator('HarborRobotToken/a'),
    'this function does not know the kind of `generator`. Check its spelling, and that the operator in the cluster has it',
  ],
  [
    'generator-without-login',
    generator('Password/a'),
    'a generator of this kind makes no login for a registry. Use one that does, such as `ECRAuthorizationToken`',
  ],
  [
    'key-not-for-the-runner',
    check({ auths: { 'https://ghcr.io': A } }),
    'the key must be the bare host in lower case, or stand beside it (for Docker Hub `index.docker.io`): the function-runner finds no other',
  ],
  [
    'login-empty',
    single({ username: '', password: '' }),
    '`username` must not be empty',
    '`password` must not be empty',
  ],
  ['login-half-a-character', single({ password: '\\ud83d' })],
  ['login-newline-cut', single({ password: 'p\\n' })],
  [
    'login-token',
    entry({ identitytoken: 't' }),
    '`identitytoken` must be replaced by `username` and `password`: the kubelet cannot use it',
  ],
  [
    'login-twice',
    build(['docker.io', A], ['index.docker.io', B]),
    'the login must be the same as at `[0]`: both are one registry',
  ],
  [
    'path-for-the-kubelet-only',
    build(['ghcr.io/org', A]),
    'only the kubelet sees the path: the function-runner uses the credential of the host for every image there, public ones included',
  ],
  [
    'path-without-host',
    build(['ghcr.io/one', A], ['ghcr.io/two', B]),
    'the host must have an entry without path, to decide between this and `[0]`',
  ],
  [
    'registries-not-a-list',
    list(),
    'the value must be a list of `registry` with `username` and `password`, or with `auth`',
  ],
  [
    'refresh-never',
    refresh('Webhook', 0),
    'with `0` a token is never made anew. Set a shorter time than a token lives, such as `30m`',
  ],
  [
    'refresh-too-slow',
    refresh('ECRAuthorizationToken', 43_200),
    'the time is too long: a token of `ECRAuthorizationToken` lives for 12 hours. Set `11h` or less',
  ],
  [
    'refresh-too-slow',
    refresh('GCRAccessToken', 3600),
    'the time is too long: a token of `GCRAccessToken` may live for no more than an hour. Set `45m` or less',
  ],
  ['registries-not-a-list', remote(), 'the value must be a list of `registry`'],
  [
    'registry-bare-name',
    host('localhost'),
    'the registry must have a dot or a port, as in `localhost:5000`: without one it is a name on Docker Hub',
  ],
  ['registry-blank', host('ghcr .io'), 'the registry must not contain blanks'],
  ['registry-fragment', host('ghcr.io#x'), 'the registry must not have a fragment (`#`)'],
  [
    'registry-glob',
    host('*.azurecr.io'),
    'the registry must be one concrete host: give every host that the wildcard stands for',
  ],
  [
    'registry-host',
    host('my_registry:5000'),
    'the host of the registry must consist of letters, digits and inner hyphens, between single dots',
  ],
  [
    'registry-ipv6',
    host('[::1]'),
    'an IPv6 address must stand in brackets, with a port behind it, as in `[::1]:5000`',
  ],
  ['registry-missing', host(''), 'the registry must be given, as in `ghcr.io`'],
  ['registry-no-host', host(':5000'), 'the registry must begin with a host, as in `ghcr.io`'],
  [
    'registry-normalised',
    host('https://GHCR.IO'),
    'the registry was normalised: letter case, scheme',
  ],
  [
    'registry-not-ascii',
    host('bücher.example'),
    'the registry must be ASCII: write an international host name in punycode',
  ],
  [
    'registry-path',
    host('ghcr.io/org/fn:v1'),
    'the path of the registry must be the beginning of an image name, without tag, as in `ghcr.io/org`',
  ],
  ['registry-port', host('ghcr.io:0'), 'the port of the registry must be a number from 1 to 65535'],
  ['registry-query', host('ghcr.io?x=y'), 'the registry must not have a query (`?`)'],
  ['registry-trailing-dot', host('ghcr.io.'), 'the host of the registry must not end with a dot'],
  [
    'registry-user',
    host('user@ghcr.io'),
    'the registry must not contain `@`: neither a user nor an image digest belongs to it',
  ],
  [
    'remote-login-beside-store',
    remote({ registry: 'ghcr.io', password: 'p' }),
    '`password` must be removed: the login comes from the store',
  ],
  [
    'remote-field',
    remote({ registry: 'ghcr.io', remoteKey: '' }),
    '`remoteKey` must be given, as a string on one line',
  ],
  ['username-colon', single({ username: 'u:x' }), '`username` must not contain a colon'],
];

describe('a finding of the registry', () => {
  for (const [code, findings, ...words] of ROWS) {
    it(`says with ${code}: ${words.join(' / ')}`, () => {
      const own = findings.filter(finding => finding.code === code);
      expect(own.map(({ message }) => message)).to.deep.equal(words);
    });
  }

  it('has words in this table, whatever its code', () => {
    expect([...new Set(ROWS.map(([code]) => code))].toSorted()).to.deep.equal(
      CODES.registry.toSorted(),
    );
  });
});
