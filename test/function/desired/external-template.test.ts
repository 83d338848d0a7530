// The ExternalSecret's template, rendered by Go with the operator's functions: it makes what `generate` writes.
import { expect } from 'chai';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { evaluate } from '../../../src/function/evaluate.ts';
import { configMap, DEPLOYMENT, resourceList } from '../../support/config.ts';
import { hasProgram, needs } from '../../support/needs.ts';
import { buildEngine, type Engine, type Rendering } from '../../support/template-engine.ts';

type Login = { readonly registry: string; readonly username: string; readonly password: string };
type Secret = { kind: string; data: Record<string, string> };
type ExternalSecret = {
  kind: string;
  spec: {
    target: { template: { data: Record<string, string> } };
    data: { secretKey: string; remoteRef: { key: string; property: string } }[];
  };
};

function itemsOf(data: Record<string, string>): unknown[] {
  const input = resourceList([DEPLOYMENT], configMap({ sync: 'none', ...data }));
  const { output, failed } = evaluate(Buffer.from(input));
  expect(failed, output.toString()).to.equal(false);
  return (load(output.toString()) as { items: unknown[] }).items;
}

/** The docker config that `generate` writes. */
function generated(logins: readonly Login[]): unknown {
  const items = itemsOf({ registries: JSON.stringify(logins) }) as Secret[];
  const { data } = items.find(({ kind }) => kind === 'Secret') as Secret;
  return JSON.parse(Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString());
}

/** What the operator is to render, with each login under a key of the store of its own. */
function rendering(logins: readonly Login[]): Rendering {
  const registries = logins.map(({ registry }, at) => ({ registry, remoteKey: `${at}` }));
  const items = itemsOf({
    secretMode: 'externalSecret',
    secretStore: 'vault',
    registries: JSON.stringify(registries),
  }) as ExternalSecret[];
  const { spec } = items.find(({ kind }) => kind === 'ExternalSecret') as ExternalSecret;
  const store = spec.data.map(({ secretKey, remoteRef: { key, property } }) => {
    const login = logins[Number(key)] as Record<string, string> | undefined;
    return [secretKey, login?.[property] ?? ''] as const;
  });
  const template = spec.target.template.data['.dockerconfigjson'] ?? '';
  return { template, data: Object.fromEntries(store) };
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
const usable = (text: string) => text.replace(/[\r\n]+$/, '') !== '';
const logins = fc.subarray(HOSTS, { minLength: 1 }).chain(hosts =>
  fc.tuple(
    ...hosts.map(registry =>
      fc.record({
        registry: fc.constant(registry),
        username: password.map(text => text.replaceAll(':', '')).filter(usable),
        password: password.filter(usable),
      }),
    ),
  ),
);

describe('the template of an ExternalSecret', function () {
  this.timeout(300_000);
  needs('Go', hasProgram('go', 'version'));
  let engine: Engine;
  before(() => {
    engine = buildEngine();
  });
  after(() => engine?.close());

  const agrees = (cases: readonly (readonly Login[])[]) => {
    const texts = engine.render(cases.map(rendering));
    cases.forEach((login, index) => {
      expect(JSON.parse(texts[index] ?? '')).to.deep.equal(generated(login));
    });
  };

  for (const text of PASSWORDS.filter(usable)) {
    it(`makes what \`generate\` writes for ${JSON.stringify(text)}`, () => {
      agrees([[{ registry: 'ghcr.io', username: `u${text.replaceAll(':', '')}`, password: text }]]);
    });
  }

  it('makes what `generate` writes for any logins of several registries', () => {
    agrees(fc.sample(logins, 300));
  });
});
