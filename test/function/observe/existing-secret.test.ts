// Secrets that something else made, where they are in the package: what is said of each, and of its place.
import { expect } from 'chai';
import { errors, type Output, runWith, warnings } from '../../support/run.ts';

const EXISTING = { secretMode: 'existing' };
const AT = 'data[".dockerconfigjson"]';
const PAYLOAD = `error ${AT}: existing-secret-payload`;
const TYPE = 'existing-secret-type';
const NAMESPACE = 'warning metadata.namespace: existing-secret-namespace';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const auth = base64('u:p');
const FINE = { auths: { 'ghcr.io': { auth } } };
const NAME = { name: 'auth-secret', namespace: 'porch-system' };
const secret = (fields: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: NAME,
  type: 'kubernetes.io/dockerconfigjson',
  ...fields,
});
const under = (key: string, config: unknown) => ({
  data: { [key]: base64(JSON.stringify(config)) },
});
const holding = (config: unknown, fields = {}) =>
  secret({ ...under('.dockerconfigjson', config), ...fields });
const faults = (output: Output) => [...errors(output), ...warnings(output)];

describe('an existing Secret in the package', () => {
  const cases: Record<string, [secret: object, ...codes: string[]]> = {
    'as both readers read it': [holding(FINE)],
    'in plain text': [secret({ stringData: { '.dockerconfigjson': JSON.stringify(FINE) } })],
    'with line breaks in its base64': [
      secret({
        data: { '.dockerconfigjson': base64(JSON.stringify(FINE)).replace(/.{16}/, '$&\n') },
      }),
    ],
    'that SOPS has encrypted': [
      secret({ data: { '.dockerconfigjson': 'ENC[AES256_GCM,data:x]' }, sops: { version: '3' } }),
    ],
    "with Docker Hub's usual key": [
      holding({ auths: { 'https://index.docker.io/v1/': { auth } } }),
      `warning ${AT}: key-not-for-the-runner`,
    ],
    'with a key that no image has': [
      holding({ auths: { 'ghcr.io': { auth }, 'GHCR.IO/*': { auth } } }),
      `warning ${AT}: registry-glob`,
    ],
    'of az acr login': [
      holding({ auths: { 'demo.azurecr.io': { auth: base64('0:'), identitytoken: 't' } } }),
      `warning ${AT}: login-token`,
    ],
    'of Docker Desktop': [
      holding({ auths: {}, credsStore: 'desktop' }),
      `warning ${AT}: no-login-helper`,
    ],
    'of a former .dockercfg': [holding(FINE.auths), `warning ${AT}: no-login-dockercfg`],
    'without a login': [holding({}), `warning ${AT}: no-login`],
    'with half a login': [
      holding({ auths: { 'ghcr.io': { auth }, 'quay.io': { username: 'u' } } }),
      `warning ${AT}: login-empty`,
    ],
    'with a malformed entry': [
      holding({ auths: { 'ghcr.io': { auth: 'u:p' } } }),
      `error ${AT}: auth-not-base64`,
    ],
    'that is no JSON, in plain text': [
      secret({ stringData: { '.dockerconfigjson': 'u:p' } }),
      'error stringData[".dockerconfigjson"]: json-invalid',
    ],
    'with base64 in place of plain text': [
      secret({ stringData: { '.dockerconfigjson': base64(JSON.stringify(FINE)) } }),
      'error stringData[".dockerconfigjson"]: docker-config-base64',
    ],
    'with plain text under data': [
      secret({ data: { '.dockerconfigjson': JSON.stringify(FINE) } }),
      PAYLOAD,
    ],
    'without the key': [secret({ data: { 'config.json': base64('{}') } }), PAYLOAD],
    'under another key': [secret(under('config.json', FINE)), 'error data: existing-secret-key'],
    'under another key, in plain text and with faults': [
      secret({ stringData: { dockerconfigjson: '{"auths":{"https://ghcr.io":{"auth":"dTpw"}}}' } }),
      'error stringData: existing-secret-key',
      'warning stringData: key-not-for-the-runner',
    ],
    'of another type': [holding(FINE, { type: 'Opaque' }), `error type: ${TYPE}`],
    'of another type and under another key': [
      secret({ ...under('config.json', FINE), type: 'Opaque' }),
      `error type: ${TYPE}`,
      'error data: existing-secret-key',
    ],
    'without type and data': [secret({ type: undefined }), `error type: ${TYPE}`, PAYLOAD],
    'without a namespace, as kubectl writes it': [
      holding({ auths: { 'docker.io': { auth } } }, { metadata: { name: NAME.name } }),
      NAMESPACE,
      `warning ${AT}: key-not-for-the-runner`,
    ],
    'without a namespace, of another type': [
      holding(FINE, { metadata: { name: NAME.name }, type: 'Opaque' }),
      `error type: ${TYPE}`,
      NAMESPACE,
    ],
    'in another namespace': [
      holding(FINE, { metadata: { ...NAME, namespace: 'porch-fn-system' } }),
      NAMESPACE,
    ],
    'in another namespace, perhaps for something else': [
      secret({ metadata: { ...NAME, namespace: 'other' }, type: 'Opaque' }),
      NAMESPACE,
      `warning type: ${TYPE}`,
      PAYLOAD.replace('error', 'warning'),
    ],
    'of another name': [holding({}, { metadata: { ...NAME, name: 'other' } })],
  };
  for (const [name, [item, ...lines]] of Object.entries(cases)) {
    it(`is judged ${name}`, () => {
      expect(faults(runWith(EXISTING, item))).to.deep.equal(lines);
    });
  }

  it('is the one in its place, whatever else has the name', () => {
    const others = [{ name: NAME.name }, { ...NAME, namespace: 'other' }].map(metadata =>
      holding({}, { metadata }),
    );
    expect(faults(runWith(EXISTING, ...others, holding(FINE)))).to.deep.equal([]);
    const encrypted = secret({ data: { '.dockerconfigjson': 'ENC[x]' }, sops: { version: '3' } });
    expect(faults(runWith(EXISTING, ...others, encrypted))).to.deep.equal([]);
  });
});
