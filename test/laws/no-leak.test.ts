// No credential in what the function says: random ones are planted wherever a user could put one.
import { expect } from 'chai';
import fc from 'fast-check';
import { evaluate } from '../../src/function/evaluate.ts';
import { CA } from '../support/certificates.ts';
import { configMap, resourceList } from '../support/config.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: function-runner, namespace: porch-system}
spec: {template: {spec: {containers: [{name: function-runner, image: "porch-function-runner:v1.5.8", command: [/server, --config=/c]}]}}}
`;

/** A credential that is found again, whatever stands around it or was done to its case. */
const credential = fc
  .tuple(
    fc.constantFrom(
      '',
      'ghp_',
      'a.b/',
      'x@',
      '"',
      '{',
      '- ',
      ': ',
      '*.',
      '&',
      '%',
      '\u00fc',
      'v1.',
    ),
    fc.stringMatching(/^[a-z]{4}[0-9]{4}[a-z]{4}$/),
    fc.constantFrom('', '=', '\n', ' ', '.example.com', ':5000', '/org', '"', '}', '.yaml'),
  )
  .map(([before, mark, after]) => ({ text: before + mark + after, mark }));
type Credential = { text: string; mark: string };

const base64 = (text: string) => Buffer.from(text).toString('base64');
const KEYS = ['registry', 'username', 'password', 'registries', 'config.json', 'credentialsFrom'];
const OPTIONS = [
  ...['state', 'secretMode', 'secretName', 'secretPath', 'deployment', 'container'],
  ...['mountPath', 'volumeName', 'porchVersion', 'sync', 'syncPath', 'syncImage'],
  ...['secretStore', 'secretStoreKind', 'remoteKey', 'refreshInterval'],
  ...['tlsSecretName', 'tlsCA', 'tlsMountPath', 'tlsVolumeName', 'dockerConfigFor'],
];

const LOGIN = { registry: 'ghcr.io', username: 'u', password: 'p' };
const STORE = { secretMode: 'externalSecret', secretStore: 'vault' };
const pem = (label: string, body: string) =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

/** Values of `data` that hold a credential, well-formed and not. */
const PLACES: Record<string, (text: string) => Record<string, unknown>> = {
  ...Object.fromEntries(
    [...KEYS, ...OPTIONS].map(key => [`as ${key}`, (text: string) => ({ [key]: text })]),
  ),
  'as username and password': text => ({ registry: 'ghcr.io', username: text, password: text }),
  'as everything': text => ({ registry: text, username: text, password: text }),
  'as a key': text => ({ [text]: 'x' }),
  'as a key of a known one': text => ({
    registry: 'ghcr.io',
    username: 'u',
    password: 'p',
    [text]: text,
  }),
  'as a key with other types': text => ({ [text]: { [text]: 1 } }),
  'in a list': text => ({
    registries: JSON.stringify([{ registry: text, username: text, password: text }]),
  }),
  'as a field in a list': text => ({ registries: JSON.stringify([{ [text]: text }]) }),
  'as auth in a list': text => ({
    registries: JSON.stringify([{ registry: 'ghcr.io', auth: text }]),
  }),
  'as decoded auth': text => ({
    registries: JSON.stringify([{ registry: 'ghcr.io', auth: base64(text) }]),
  }),
  'as items of a list': text => ({ registries: JSON.stringify([text, [text]]) }),
  'in a broken list': text => ({ registries: `- {registry: ${text}` }),
  'in a Docker config file': text => ({
    'config.json': JSON.stringify({ auths: { [text]: { auth: base64(`u:${text}`) } } }),
  }),
  'as a token': text => ({
    'config.json': JSON.stringify({ auths: { 'ghcr.io': { identitytoken: text } } }),
  }),
  'as a field of an entry': text => ({
    'config.json': JSON.stringify({ auths: { 'ghcr.io': { [text]: text } } }),
  }),
  'as helpers': text => ({
    'config.json': JSON.stringify({ credsStore: text, credHelpers: { [text]: text } }),
  }),
  'in an entry beside an empty one': text => ({
    'config.json': JSON.stringify({
      auths: { [text]: {}, 'ghcr.io': { ...LOGIN, password: text, serveraddress: text } },
      credHelpers: { [text]: text },
    }),
  }),
  'in the base64 of a Docker config file': text => ({
    '.dockerconfigjson': base64(JSON.stringify({ auths: { [text]: { auth: base64(text) } } })),
  }),
  'in the base64 of broken JSON': text => ({
    '.dockerconfigjson': base64(`{"auths": {"ghcr.io": {"auth": ${text}`),
  }),
  'in a token that ends': text => ({
    ...LOGIN,
    password: `e30.${Buffer.from(JSON.stringify({ exp: 1, sub: text })).toString('base64url')}.${text}`,
  }),
  'beside the user of ECR': text => ({ ...LOGIN, username: 'AWS', password: text }),
  'as a scheme': text => ({ ...LOGIN, registry: `${text}://ghcr.io` }),
  'in broken JSON': text => ({ 'config.json': `{"auths": {"ghcr.io": {"auth": ${text}` }),
  'as a path of a registry': text => ({
    registry: `ghcr.io/${text}`,
    username: text,
    password: 'p',
  }),
  'as a registry beside a store': text => ({ ...STORE, registry: text, remoteKey: text }),
  'as credentials beside a store': text => ({ ...STORE, registry: text, password: text }),
  'in a list beside a store': text => ({
    ...STORE,
    registries: JSON.stringify([
      { registry: text, remoteKey: text, usernameProperty: text, passwordProperty: text },
      { registry: 'ghcr.io', remoteKey: `${text}\n`, username: text, [text]: text },
      text,
    ]),
  }),
  'as a generator': text => ({
    secretMode: 'externalSecret',
    registries: JSON.stringify([
      { registry: 'ghcr.io', generator: text },
      { registry: 'quay.io', generator: `${text}/${text}`, remoteKey: text },
      { registry: 'quay.io', generator: `Fake/${text}`, usernameProperty: text, password: text },
    ]),
  }),
  'as a private key': text => ({ tlsCA: pem('PRIVATE KEY', text) }),
  'as a private key behind a CA': text => ({ tlsCA: CA + pem('RSA PRIVATE KEY', base64(text)) }),
  'as a private key that is cut': text => ({ tlsCA: `-----BEGIN PRIVATE KEY-----\n${text}` }),
  'as a certificate': text => ({ tlsCA: pem('CERTIFICATE', base64(text)) }),
  'as the label of a block': text => ({ tlsCA: pem(text, text) }),
  'around a CA': text => ({ tlsCA: `${text}\n${CA}${text}`, tlsSecretName: text }),
  'as a user in a registry': text => ({
    registry: `https://u:${text}@ghcr.io`,
    username: 'u',
    password: 'p',
  }),
};

/** Everything that a run says: its results, without the ResourceList that it carries, and stderr. */
function saidAbout(input: string): string {
  const { output, fault = '' } = evaluate(Buffer.from(input));
  return output.toString().slice(output.toString().search(/^results:/m)) + fault;
}

describe('no credential in the results', () => {
  for (const [place, fields] of Object.entries(PLACES)) {
    it(place, () => {
      const property = fc.property(credential, ({ text, mark }: Credential) => {
        const inConfig = resourceList([DEPLOYMENT], configMap(fields(text)));
        const { data: own, ...rest } = configMap(fields(text), 'registry-credentials');
        const source = JSON.stringify({ ...rest, data: own });
        const inPackage = resourceList([DEPLOYMENT, source], configMap({}));
        for (const input of [inConfig, inPackage]) {
          const said = saidAbout(input).toLowerCase();
          expect(said).not.to.contain(mark);
          expect(said).not.to.contain(base64(mark).toLowerCase());
        }
      });
      fc.assert(property, { numRuns: 60 });
    });
  }

  const secret = (name: string, fields: object) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: 'porch-system' },
      ...fields,
    });
  it('in Secrets of the package', () => {
    const property = fc.property(credential, ({ text, mark }: Credential) => {
      const contents = [
        text,
        base64(text),
        base64(JSON.stringify({ auths: { [text]: { auth: text, [text]: text } } })),
        JSON.stringify({ auths: { [text]: text }, HttpHeaders: { [text]: 5 } }),
        JSON.stringify({ auths: { [text]: { auth: base64(`u:${text}`), identitytoken: text } } }),
        base64(
          base64(JSON.stringify({ auths: { 'ghcr.io': { password: text } }, credsStore: text })),
        ),
        base64(`{"auths": ${text}`),
        base64(JSON.stringify({ [text]: { auth: base64(`u:${text}`) } })),
      ];
      for (const content of contents) {
        const data = { '.dockerconfigjson': content, 'ca.key': content, [text]: content };
        const items = [
          secret('auth-secret', { type: text, data }),
          secret('auth-secret', { type: text, stringData: data }),
          secret('our-ca', { type: 'kubernetes.io/tls', data }),
        ];
        const misplaced = [
          secret('auth-secret', { type: text, data }).replace('"porch-system"', '""'),
          secret('auth-secret', { stringData: { [text]: content } }).replace('porch-', 'other-'),
        ];
        for (const mode of [{ secretMode: 'existing' }, { ...STORE, registry: 'ghcr.io' }]) {
          const config = configMap({ ...mode, tlsSecretName: 'our-ca' });
          for (const secrets of [items, misplaced]) {
            const said = saidAbout(resourceList([DEPLOYMENT, ...secrets], config)).toLowerCase();
            expect(said).not.to.contain(mark);
            expect(said).not.to.contain(base64(mark).toLowerCase());
          }
        }
      }
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('in broken YAML around it', () => {
    const property = fc.property(credential, ({ text, mark }: Credential) => {
      for (const input of [
        text,
        `a: {${text}`,
        `items:\n- ${text}\n- {`,
        `functionConfig: {a: "${text}`,
      ]) {
        const { output, fault = '' } = evaluate(Buffer.from(input));
        expect(output.toString() + fault).not.to.contain(mark);
      }
    });
    fc.assert(property);
  });

  it('in the trace of a bug', () => {
    const input = Object.assign(Buffer.from('the input'), {
      toString() {
        throw new Error('hunter2');
      },
    });
    const { output, failed, fault } = evaluate(input);
    expect(output.pieces[0] === input).to.equal(true);
    expect(failed).to.equal(true);
    expect(fault).to.match(/^internal error: .*\n( {4}at .*\n)+$/);
    expect(fault).not.to.contain('hunter2');
  });
});
