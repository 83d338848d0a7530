// The words of every finding of the registry; all other tests name a finding by its code.
import { expect } from 'chai';
import { CODES, type Code } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { readConfigFile } from '../../src/registry/config-file.ts';
import { readSingle } from '../../src/registry/credential.ts';
import { buildDockerConfig } from '../../src/registry/docker-config.ts';
import { checkExpiry } from '../../src/registry/expiry.ts';
import { checkRefresh } from '../../src/registry/generators.ts';
import { parseRegistry } from '../../src/registry/host.ts';
import { readList } from '../../src/registry/list.ts';
import { checkDockerConfig } from '../../src/registry/readers.ts';
import { readReferences } from '../../src/registry/references.ts';
import { expectPlain } from '../support/plain-words.ts';
import { credentials } from './arbitrary.ts';

const NOW = new Date('2026-01-01');
const A = { username: 'a', password: 'x' };
const B = { username: 'b', password: 'y' };

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const token = (exp: number) => ({
  username: 'u',
  password: `e30.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.x`,
});

const single = (login: object) => readSingle({ registry: 'ghcr.io', ...A, ...login }).findings;
const list = (...items: readonly unknown[]) => readList(items, 'registries').findings;
const entry = (fields: object) => list({ registry: 'ghcr.io', ...fields });
const file = (value: unknown) => readConfigFile(JSON.stringify(value), 'config.json').findings;
const host = (text: string) => parseRegistry(text, 'registry').findings;
const check = (value: unknown) =>
  checkDockerConfig(JSON.stringify(value), '.dockerconfigjson', NOW);
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
    checkEntry({ auth: 'u:p' }),
    '`auth` is not the standard base64 of `username:password`. Encode it again',
  ],
  [
    'auth-not-base64',
    entry({ auth: 'u:p' }),
    '`auth` is not the standard base64 of `username:password` in UTF-8. Encode it again',
  ],
  [
    'auth-wins',
    entry({ auth: 'YTp4', ...B }),
    '`auth` was taken. `username` and `password` beside it were ignored',
  ],
  [
    'config-file-base64',
    readConfigFile(base64({ auths: { 'ghcr.io': A } }), 'config.json').findings,
    'the base64 was decoded. The docker config may also be given as plain JSON',
  ],
  [
    'config-too-large',
    build(['ghcr.io', { username: 'u', password: 'p'.repeat(2 ** 20) }]),
    'the docker config is larger than 1 MiB. Give fewer registries',
  ],
  [
    'credential-helpers-left-out',
    file({ auths: { 'ghcr.io': A }, credHelpers: { 'gcr.io': 'gcr' } }),
    'only the logins in `auths` were taken. Those of `credHelpers` are not in the docker config',
  ],
  [
    'docker-config-auths',
    check({ auths: [] }),
    '`auths` is not an object. Make it one, with an entry for each registry',
  ],
  [
    'docker-config-base64',
    checkDockerConfig(base64({ auths: {} }), '.dockerconfigjson', NOW),
    'the docker config is base64 of the JSON text that belongs here. Decode it once',
  ],
  [
    'docker-config-headers',
    check({ HttpHeaders: 5 }),
    '`HttpHeaders` is not an object of strings. Correct or remove it',
  ],
  [
    'docker-token',
    check({ auths: { 'ghcr.io': A, 'https://index.docker.io/v1/access-token': A } }),
    "the entry is a token for Docker's own login, not for images. Remove the entry",
  ],
  [
    'docker-token',
    file({ auths: { 'ghcr.io': A, 'https://index.docker.io/v1/access-token': {} } }),
    "the entry was left out. It is a token for Docker's own login, not for images",
  ],
  [
    'empty-entry-left-out',
    file({ auths: { 'ghcr.io': A, 'quay.io': {} }, credsStore: 'desktop' }),
    'the entry was left out. Its login is in the credential helper `desktop`',
  ],
  [
    'empty-entry-left-out',
    file({ auths: { 'ghcr.io': A, 'quay.io': {} } }),
    'the entry was left out. It has no login',
  ],
  [
    'entry-empty',
    list({ registry: 'ghcr.io' }),
    'the entry has no login. Give `registry` with `username` and `password`, or with `auth`',
  ],
  [
    'entry-empty',
    check({ auths: { 'ghcr.io': A, 'quay.io': {} } }),
    'the entry has no login. Add one, or remove the entry',
  ],
  [
    'entry-not-an-object',
    remote('ghcr.io'),
    'the entry is not an object. Give one with `registry`',
  ],
  [
    'entry-not-an-object',
    list('ghcr.io'),
    'the entry is not an object. Give one with `username` and `password`, or with `auth`',
  ],
  ['entry-not-an-object', checkEntry('u:p'), 'the entry is not an object. Give one with `auth`'],
  ['field-misspelt', entry({ usrname: 'u' }), 'the field is unknown. Rename it to `username`'],
  [
    'field-not-a-string',
    list({ registry: 5, ...A }),
    '`registry` is not a string. Put it in quotes',
  ],
  [
    'field-not-a-string',
    entry({ username: 5, password: 'x' }),
    '`username` is not a string. Put it in quotes',
  ],
  ['field-not-a-string', checkEntry({ email: 5 }), '`email` is not a string. Put it in quotes'],
  ['field-unknown', entry({ ...A, dckr_pat_1234: '' }), 'field 4 is unknown. Remove it'],
  [
    'json-invalid',
    readConfigFile('{"auths":}', 'config.json').findings,
    'the docker config is not valid JSON from line 1, column 10 on. Correct it there',
  ],
  [
    'json-not-an-object',
    file([]),
    'the docker config is not a JSON object. Give the whole file that `docker login` writes',
  ],
  [
    'key-never-found',
    check({ auths: { 'GHCR.IO': A } }),
    'neither kubelet nor function runner finds this key. Write the bare host in lower case (for Docker Hub `index.docker.io`)',
  ],
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
    "`generator` is not KIND/NAME. Write the kind and the name of the generator's object, as in `ECRAuthorizationToken/porch`",
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
    'only the kubelet finds this key. Write the bare host in lower case (for Docker Hub `index.docker.io`)',
  ],
  [
    'login-aws',
    checkExpiry(credentials([['ghcr.io', { username: 'AWS', password: 'x' }]]), NOW),
    'the user `AWS` is that of Amazon ECR, whose passwords end after 12 hours. Use `secretMode: externalSecret` with a generator instead',
  ],
  ['login-empty', checkEntry({ username: 'u' }), '`password` is empty. Give one'],
  [
    'login-empty',
    single({ username: '', password: '' }),
    '`username` is empty. Give one',
    '`password` is empty. Give one',
  ],
  [
    'login-expired',
    checkExpiry(credentials([['ghcr.io', token(0)]]), NOW),
    'the password is a token that has expired. Replace it',
  ],
  [
    'login-expires',
    checkExpiry(credentials([['ghcr.io', token(1e10)]]), NOW),
    'the password is a token that expires. Use one that lasts, or renew it before it ends',
  ],
  [
    'login-half-a-character',
    single({ password: '\ud83d' }),
    '`password` contains half a character (a lone surrogate). Copy it again',
  ],
  [
    'login-newline-cut',
    single({ password: 'p\n' }),
    '`password` ended with a newline, which was removed. Remove it in the input too',
  ],
  [
    'login-newline-sent',
    checkEntry({ username: 'u', password: 'p\n' }),
    '`password` ends with a newline. Remove it',
  ],
  [
    'login-token',
    checkEntry({ identitytoken: 't' }),
    'only the function runner uses `identitytoken`. Give the kubelet `username` and `password`',
  ],
  [
    'login-token',
    entry({ identitytoken: 't' }),
    'the kubelet cannot use `identitytoken`. Give `username` and `password` instead',
  ],
  [
    'json-name-repeated',
    readConfigFile('{"auths": {},\n "auths": {}}', 'config.json').findings,
    'the docker config has a name twice in one object, at line 2, column 2. Remove one of the two',
  ],
  [
    'login-twice',
    build(['docker.io', A], ['index.docker.io', B]),
    'this login and the one at `[0]` differ, but both are for the same registry. Remove one of them',
  ],
  [
    'no-login',
    file({ auths: {} }),
    'the docker config has no login. Add an entry to `auths` for each registry',
  ],
  [
    'no-login-dockercfg',
    file({ 'ghcr.io': A }),
    'the entries are not under `auths`, as in an old `.dockercfg`. Put them into an object `auths`',
  ],
  [
    'no-login-helper',
    file({ credsStore: 'something' }),
    'the logins are in a credential helper, not in the docker config. Give them as `username` and `password`',
  ],
  [
    'no-login-helper',
    file({ credsStore: 'desktop' }),
    'the logins are in the credential helper `desktop`, not in the docker config. Give them as `username` and `password`',
  ],
  [
    'path-for-the-kubelet-only',
    build(['ghcr.io/org', A]),
    'only the kubelet uses the path. The function runner takes the login of the host for every image there, public ones included',
  ],
  [
    'path-without-host',
    build(['ghcr.io/one', A], ['ghcr.io/two', B]),
    'this login and the one at `[0]` are for the same host but different paths. The function runner ignores paths, so add an entry for the bare host',
  ],
  [
    'registries-not-a-list',
    remote(),
    'the value is not a list with at least one registry. Write each as `registry`',
  ],
  [
    'registries-not-a-list',
    list(),
    'the value is not a list with at least one registry. Write each as `registry` with `username` and `password`, or with `auth`',
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
  [
    'registry-bare-name',
    host('localhost'),
    'the registry has neither a dot nor a port, so it is a name on Docker Hub. Write the whole host, as in `localhost:5000`',
  ],
  ['registry-blank', host('ghcr .io'), 'the registry contains a blank. Remove it'],
  ['registry-fragment', host('ghcr.io#x'), 'the registry contains a fragment (`#`). Remove it'],
  [
    'registry-glob',
    host('*.azurecr.io'),
    'the registry is a wildcard, which the function runner does not know. Give each host on its own',
  ],
  [
    'registry-host',
    host('my_registry:5000'),
    'the host of the registry is not a valid name. Use letters, digits and inner hyphens, between single dots',
  ],
  [
    'registry-ipv6',
    host('[::1]'),
    'the IPv6 address has no brackets or no port. Write both, as in `[::1]:5000`',
  ],
  ['registry-missing', host(''), 'the registry is missing. Give its host, as in `ghcr.io`'],
  [
    'registry-no-host',
    host(':5000'),
    'the registry does not begin with a host. Write it as in `ghcr.io`',
  ],
  [
    'registry-normalised',
    host('https://GHCR.IO'),
    'the registry was normalised: letter case, scheme',
  ],
  [
    'registry-not-ascii',
    host('bücher.example'),
    'the registry contains characters outside ASCII. Write an international host name in punycode',
  ],
  [
    'registry-path',
    host('ghcr.io/org/fn:v1'),
    'the path of the registry is not the beginning of an image name. Write it without a tag, as in `ghcr.io/org`',
  ],
  [
    'registry-port',
    host('ghcr.io:0'),
    'the port of the registry is not a number from 1 to 65535. Correct it',
  ],
  ['registry-query', host('ghcr.io?x=y'), 'the registry contains a query (`?`). Remove it'],
  [
    'registry-scheme',
    host('ftp://ghcr.io'),
    'the scheme of the registry is neither `http` nor `https`. Write the host without a scheme',
  ],
  [
    'registry-trailing-dot',
    host('ghcr.io.'),
    'the host of the registry ends with a dot. Remove the dot',
  ],
  [
    'registry-user',
    host('user@ghcr.io'),
    'the registry contains `@`. Remove the user or the image digest',
  ],
  [
    'remote-field-without-store',
    list({ registry: 'quay.io', generator: 'QuayAccessToken/a' }),
    '`generator` is for `secretMode: externalSecret` only. Set this mode, or remove the field',
  ],
  [
    'remote-login-beside-store',
    generator('QuayAccessToken/a', { auth: 'x' }),
    '`auth` is not needed, since the login comes from the generator. Remove it',
  ],
  [
    'remote-field',
    remote({ registry: 'ghcr.io', remoteKey: '' }),
    '`remoteKey` is not a string on one line. Give one',
  ],
  [
    'remote-login-beside-store',
    remote({ registry: 'ghcr.io', password: 'p' }),
    '`password` is not needed, since the login comes from the store. Remove it',
  ],
  [
    'username-colon',
    single({ username: 'u:x' }),
    '`username` contains a colon, which no registry accepts. Remove it',
  ],
];

describe('a finding of the registry', () => {
  for (const [code, findings, ...words] of ROWS) {
    it(`says with ${code}: ${words.join(' / ')}`, () => {
      expect(words).not.to.deep.equal([]);
      const own = findings.filter(finding => finding.code === code);
      expect(own.map(({ message }) => message)).to.deep.equal(words);
      expectPlain(words.join());
    });
  }

  it('has words in this table, whatever its code', () => {
    expect([...new Set(ROWS.map(([code]) => code))].toSorted()).to.deep.equal(
      CODES.registry.toSorted(),
    );
  });
});
