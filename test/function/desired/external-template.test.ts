// The ExternalSecret, taken through the operator's own code: it makes what `generate` writes.
import { expect } from 'chai';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { evaluate } from '../../../src/function/evaluate.ts';
import { judge } from '../../registry/judge.ts';
import { configMap, DEPLOYMENT, resourceList } from '../../support/config.ts';
import { needsOperator, type Refresh, render } from '../../support/external-secrets.ts';
import { hasProgram, needs } from '../../support/needs.ts';

type Login = { readonly registry: string; readonly username: string; readonly password: string };
type Values = Readonly<Record<string, string>>;
type Secret = { kind: string; data: Record<string, string> };
type Spec = {
  data?: { secretKey: string; remoteRef: { key: string; property: string } }[];
  dataFrom?: { sourceRef: { generatorRef: { name: string } } }[];
};
type ExternalSecret = { kind: string; spec: Spec };

const KEY = '.dockerconfigjson';

function itemsOf(data: Record<string, string>): unknown[] {
  const input = resourceList([DEPLOYMENT], configMap({ sync: 'none', ...data }));
  const { output, failed } = evaluate(Buffer.from(input));
  expect(failed, output.toString()).to.equal(false);
  return (load(output.toString()) as { items: unknown[] }).items;
}

/** The docker config that `generate` writes. */
function generated(logins: readonly Sourced[]): unknown {
  const registries = logins.map(({ source: _, ...login }) => login);
  const items = itemsOf({ registries: JSON.stringify(registries) }) as Secret[];
  const { data } = items.find(({ kind }) => kind === 'Secret') as Secret;
  return JSON.parse(Buffer.from(data[KEY] ?? '', 'base64').toString());
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What each kind of generator returns for a login, by the sources of the operator. */
const RETURNS: Readonly<Record<string, (login: Login) => Values>> = {
  ECRAuthorizationToken: ({ username, password, registry }) => ({
    username,
    password,
    proxy_endpoint: `https://${registry}`,
    expires_at: '1',
  }),
  GCRAccessToken: ({ username, password }) => ({ username, password, expiry: '1' }),
  ACRAccessToken: ({ username, password }) => ({ username, password }),
  QuayAccessToken: ({ username, password, registry }) => ({
    registry,
    auth: base64(`${username}:${password}`),
    expiry: '1',
  }),
  CloudsmithAccessToken: ({ username, password }) => ({
    auth: base64(`${username}:${password}`),
    expiry: '1',
  }),
  Webhook: ({ username, password }) => ({ password, username }),
};
const KINDS = Object.keys(RETURNS);

const SOURCES = ['store', ...KINDS] as const;
type Source = (typeof SOURCES)[number];
type Sourced = Login & { readonly source: Source };

/** The ExternalSecret for the logins with what its sources return; each login has a source of its own. */
function refreshOf(logins: readonly Sourced[]): Refresh {
  const registries = logins.map(({ registry, source }, index) =>
    source === 'store'
      ? { registry, remoteKey: `${index}` }
      : { registry, generator: `${source}/${index}` },
  );
  const { spec } = externalSecret(registries);
  const stored = (spec.data ?? []).map(({ secretKey, remoteRef: { key, property } }) => [
    secretKey,
    (logins[Number(key)] as Values | undefined)?.[property] ?? '',
  ]);
  const made = (spec.dataFrom ?? []).map(({ sourceRef: { generatorRef } }) => {
    const login = logins[Number(generatorRef.name)] as Sourced;
    return RETURNS[login.source]?.(login) ?? {};
  });
  return { spec, stored: Object.fromEntries(stored), generated: made };
}

function externalSecret(registries: readonly Readonly<Record<string, string>>[]): ExternalSecret {
  const items = itemsOf({
    secretMode: 'externalSecret',
    ...(registries.some(entry => !('generator' in entry)) && { secretStore: 'vault' }),
    registries: JSON.stringify(registries),
  }) as ExternalSecret[];
  return items.find(({ kind }) => kind === 'ExternalSecret') as ExternalSecret;
}

const PASSWORDS = [
  ...['p', '"', '\\', '\\"', '\\n', '$', '$HOME', '$username1', '{{', '}}', '{{ .password1 }}'],
  ...[
    '{{"',
    '<',
    '</script>',
    '&',
    "'",
    '`',
    '%s',
    '%',
    'ü',
    '\u{1f600}',
    '\u2028',
    '\u00a0',
    '日本',
  ],
  ...[
    'a\nb',
    'a\r\nb',
    '\na',
    'a\n',
    'a\r\n\n',
    '\t',
    '\u0000',
    '\u007f',
    ':',
    'a:b',
    ' a ',
    '=',
    '#',
  ],
];
const password = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.array(fc.constantFrom(...PASSWORDS), { minLength: 1 }).map(parts => parts.join('')),
);
const HOSTS = [
  'ghcr.io',
  'docker.io',
  'registry.example.com:5000',
  'quay.io/org',
  'GHCR.example.com',
];
const withoutNewline = (text: string) => text.replace(/[\r\n]+$/, '');
const usable = (text: string) => withoutNewline(text) !== '';
const logins = fc.subarray(HOSTS, { minLength: 1 }).chain(hosts =>
  fc.tuple(
    ...hosts.map(registry =>
      fc.record({
        registry: fc.constant(registry),
        source: fc.constantFrom(...SOURCES),
        // No cloud has a line break in a user name; a store may have one at its end.
        username: password
          .map(text => withoutNewline(text.replaceAll(':', '')))
          .filter(text => text !== ''),
        password: password.filter(usable),
      }),
    ),
  ),
);

const IMAGES: Readonly<Record<string, string>> = {
  'docker.io': 'alpine',
  'GHCR.example.com': 'ghcr.example.com/img',
};

describe("an ExternalSecret in the operator's hands", function () {
  this.timeout(300_000);
  needs('Go', hasProgram('go', 'version'));
  needsOperator();
  const ask = judge();

  const agrees = (cases: readonly (readonly Sourced[])[]) => {
    const rendered = render(cases.map(refreshOf));
    cases.forEach((login, index) => {
      const { data, error } = rendered[index] ?? {};
      expect(error).to.equal(undefined);
      expect(data).to.have.all.keys(KEY);
      expect(JSON.parse(data?.[KEY] ?? '')).to.deep.equal(generated(login));
    });
    return rendered.map(({ data }) => data?.[KEY] ?? '');
  };

  for (const source of SOURCES) {
    it(`makes what \`generate\` writes, with each awkward password from ${source}`, () => {
      agrees(
        PASSWORDS.filter(usable).map(text => {
          const username = `u${withoutNewline(text.replaceAll(':', ''))}`;
          return [{ registry: 'ghcr.io', source, username, password: text }];
        }),
      );
    });
  }

  it('makes what `generate` writes for any logins of several registries and sources', () => {
    agrees(fc.sample(logins, 300));
  });

  it('makes what function runner and kubelet find for each registry', () => {
    const cases = fc.sample(logins, 100);
    const configs = agrees(cases);
    const imageOf = ({ registry }: Login) => IMAGES[registry] ?? `${registry}/img`;
    const answers = ask(
      cases.map((each, index) => ({ config: configs[index] ?? '', images: each.map(imageOf) })),
    );
    cases.forEach((each, index) => {
      const { runner, kubelet } = answers[index] ?? {};
      each.forEach(({ username, password: text }, at) => {
        for (const found of [runner?.[at]?.[0], kubelet?.[at]?.[0]]) {
          expect(found).to.deep.include({ username, password: withoutNewline(text) });
        }
      });
    });
  });

  it('cuts a line break off a user name that is in a store', () =>
    agrees([[{ registry: 'ghcr.io', source: 'store', username: 'u\r\n', password: 'p' }]]));

  const registry = 'ghcr.io';
  const answerOf = (entry: Values, values: Values) => {
    const { spec } = externalSecret([{ registry, ...entry }]);
    const [{ data, error } = {}] = render([{ spec, generated: [values] }]);
    if (data === undefined) return error;
    const [login] = Object.values((JSON.parse(data[KEY] ?? '') as { auths: object }).auths);
    return login;
  };
  const login = (username: string, text: string) => ({
    auth: base64(`${username}:${text}`),
    password: text,
    username,
  });
  const github = { generator: 'GithubAccessToken/a' };

  it('takes a token alone, as GithubAccessToken gives it', () =>
    expect(answerOf(github, { token: 'ghs_x' })).to.deep.equal(login('token', 'ghs_x')));

  it('takes the values that the entry names, whatever else is there', () => {
    const vault = { generator: 'VaultDynamicSecret/a', passwordProperty: 'access-token' };
    const values = { username: 'u', 'access-token': 'p', auth: 'x', token: 'x' };
    expect(answerOf(vault, values)).to.deep.equal(login('u', 'p'));
  });

  const nothing: Readonly<Record<string, Values>> = {
    'no value': {},
    'a username alone': { username: 'u' },
    'an empty password': { username: 'u', password: '\n' },
    'an empty username': { username: '', password: 'p' },
    'an auth that is no base64': { auth: 'u:p' },
    'an auth without colon': { auth: base64('up') },
  };
  for (const [name, values] of Object.entries(nothing)) {
    it(`is not rendered at all from ${name}, and the Secret stays`, () =>
      expect(answerOf(github, values))
        .to.be.a('string')
        .that.contains('GithubAccessToken/a gave no login'));
  }
});
