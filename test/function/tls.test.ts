// A private CA for the runner: what is written, what is reported, and what comes out again.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { CA, EXPIRED_CA, OTHER_CA } from '../support/certificates.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';
import {
  codes,
  errors,
  namesOf,
  type Output,
  runAgain,
  runOn,
  runWith,
  warnings,
} from '../support/run.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

const enable = (data: Record<string, string>, ...items: readonly object[]) =>
  runWith({ ...CREDENTIALS, ...data }, ...items);
const again = (output: Output, data: Record<string, string>) =>
  runAgain(output, { ...CREDENTIALS, ...data });

const secret = (type: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'our-ca', namespace: 'porch-system' },
  type,
  data,
});

type Spec = { containers: [{ command: string[] }]; volumes: { name: string }[] };
const podSpec = ({ list }: Output): Spec =>
  (list.items[0] as never as { spec: { template: { spec: Spec } } }).spec.template.spec;

describe('a private CA for the runner', () => {
  it('is a Secret of its own, with the flags behind the others', () => {
    const output = enable({ tlsCA: CA });
    const made = output.list.items.find(({ metadata }) => metadata.name === 'registry-ca');
    expect(made?.type).to.equal('Opaque');
    expect(Buffer.from(made?.data['ca.crt'] ?? '', 'base64').toString()).to.equal(CA);
    expect(podSpec(output).containers[0].command.slice(4, 7)).to.deep.equal([
      '--registry-auth-secret-name=auth-secret',
      '--enable-private-registries-tls=true',
      '--tls-secret-path=/var/tmp/tls-secret/',
    ]);
    expect(codes(output)).to.include(`info ${CONTAINER}.volumeMounts: nodes-need-ca`);
    expect(warnings(output)).to.deep.equal([]);
  });

  it('is added to a package that was enabled without it, as in one run', () => {
    const second = again(enable({}), { tlsCA: CA });
    expect(second.list.items).to.deep.equal(enable({ tlsCA: CA }).list.items);
    expect(codes(again(second, { tlsCA: CA }))).to.deep.equal([]);
  });

  it('is updated where it stands, and renamed', () => {
    const output = again(enable({ tlsCA: CA }), { tlsCA: OTHER_CA, tlsSecretName: 'our-ca' });
    expect(namesOf(output, 'Secret')).to.deep.equal(['auth-secret', 'our-ca']);
    expect(codes(output)).to.deep.equal([
      'info spec.template.spec.volumes[2]: runner-changed',
      'info -: object-changed',
    ]);
  });

  it('gives way to a Secret that something else makes', () => {
    const output = again(enable({ tlsCA: CA }), { tlsSecretName: 'our-ca' });
    expect(namesOf(output, 'Secret')).to.deep.equal(['auth-secret']);
    expect(codes(output)).to.deep.equal([
      'info spec.template.spec.volumes[2]: runner-changed',
      'info -: object-changed',
    ]);
  });

  it('comes out as a whole where the options are gone', () => {
    const output = again(enable({ tlsCA: CA }), {});
    expect(output.list.items).to.deep.equal(enable({}).list.items);
  });

  it('gives its names to the pull secret where it comes out', () => {
    const data = { volumeName: 'tls-registry-config', mountPath: '/var/tmp/tls-secret' };
    const output = again(enable({ tlsCA: CA }), data);
    expect(output.list.items).to.deep.equal(enable(data).list.items);
  });

  it('stays without options where something else makes the Secret', () => {
    expect(codes(again(enable({ tlsSecretName: 'our-ca' }), {}))).to.deep.equal([]);
  });

  it('comes out with `state: disabled`, whoever made the Secret', () => {
    for (const tls of [{ tlsCA: CA }, { tlsSecretName: 'our-ca' }]) {
      const output = runAgain(enable(tls), { state: 'disabled' });
      expect(output.list.items).to.deep.equal([load(DEPLOYMENT)]);
    }
  });

  it('may be in the Secret that serves for the logins, where something else makes that', () => {
    const both = { secretMode: 'existing', secretName: 'both', tlsSecretName: 'both' };
    expect(errors(runWith(both))).to.deep.equal([]);
  });

  it('gets a volume of its own where the pull secret had the one of its names', () => {
    const flag = '--registry-auth-secret-path=/creds/.dockerconfigjson\n        - ';
    const volume = '{name: tls-registry-config, secret: {secretName: our-ca}}';
    const deployment = DEPLOYMENT.replace('--functions', `${flag}--functions`)
      .replace(/volumes:\n/, `$&      - ${volume}\n`)
      .replace(/volumeMounts:\n/, '$&        - {name: tls-registry-config, mountPath: /creds}\n');
    const config = configMap({ ...CREDENTIALS, tlsSecretName: 'our-ca', sync: 'none' });
    const { volumes } = podSpec(runOn(resourceList([deployment], config)));
    expect(volumes.filter(({ name }) => name !== 'cache')).to.have.deep.members([
      { name: 'docker-config', secret: { secretName: 'auth-secret' } },
      { name: 'tls-registry-config', secret: { secretName: 'our-ca' } },
    ]);
  });

  it('gets a volume of its own where one by hand is mounted for both', () => {
    const flags =
      '--registry-auth-secret-path=/creds/.dockerconfigjson\n        - --tls-secret-path=/ca/\n        - ';
    const deployment = DEPLOYMENT.replace('--functions', `${flags}--functions`)
      .replace(/volumes:\n/, '$&      - {name: both, secret: {secretName: both}}\n')
      .replace(
        /volumeMounts:\n/,
        '$&        - {name: both, mountPath: /creds}\n        - {name: both, mountPath: /ca}\n',
      );
    const config = configMap({ ...CREDENTIALS, tlsSecretName: 'our-ca', sync: 'none' });
    const { volumes } = podSpec(runOn(resourceList([deployment], config)));
    expect(volumes.filter(({ name }) => name !== 'cache')).to.have.deep.members([
      { name: 'both', secret: { secretName: 'both' } },
      { name: 'docker-config', secret: { secretName: 'auth-secret' } },
      { name: 'tls-registry-config', secret: { secretName: 'our-ca' } },
    ]);
  });

  it('gets a mount of its own where one Secret by hand serves for both', () => {
    const flags = '--registry-auth-secret-path=/creds/.dockerconfigjson\n        - ';
    const tls = '--tls-secret-path=/creds/\n        - --enable-private-registries-tls';
    const deployment = DEPLOYMENT.replace('--functions', `${flags}${tls}\n        - --functions`)
      .replace(/volumes:\n/, '$&      - {name: both, secret: {secretName: both}}\n')
      .replace(/volumeMounts:\n/, '$&        - {name: both, mountPath: /creds}\n');
    const config = configMap({ ...CREDENTIALS, tlsSecretName: 'our-ca', sync: 'none' });
    const output = runOn(resourceList([deployment], config));
    expect(podSpec(output).volumes.map(({ name }) => name)).to.deep.equal([
      'docker-config',
      'cache',
      'tls-registry-config',
    ]);
  });
});

describe('flags for a CA by hand', () => {
  it('go where they would crash the release', () => {
    const first = runWith({ ...CREDENTIALS, tlsSecretName: 'our-ca' });
    const again = runAgain(first, { ...CREDENTIALS, porchVersion: 'v3.0.2' });
    expect(JSON.stringify(again.list.items[0])).not.to.match(/tls|our-ca/);
    expect(codes(again)).to.deep.equal(['info -: runner-changed']);
  });
});

describe('a fault in the options of the CA', () => {
  const image = `${CONTAINER}.image`;
  const cases: Record<string, [data: Record<string, string>, ...errors: string[]]> = {
    'a release without it': [
      { tlsSecretName: 'our-ca', porchVersion: 'v3.0.2' },
      `error ${image}: release-too-old`,
    ],
    'a private key': [
      { tlsCA: '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----' },
      'error data.tlsCA: ca-private-key',
    ],
  };
  for (const [name, [data, ...lines]] of Object.entries(cases)) {
    it(name, () => expect(errors(enable(data))).to.deep.equal(lines));
  }

  it('a Secret that is not the function’s', () => {
    const foreign = secret('Opaque', { 'ca.crt': 'eA==' });
    const output = enable({ tlsCA: CA, tlsSecretName: 'our-ca' }, foreign);
    expect(errors(output)).to.deep.equal(['error metadata.name: object-not-own']);
  });

  const OTHER = 'error metadata.name: object-not-own';
  const renamed: Record<string, [names: Record<string, string>, ...errors: string[]]> = {
    'swapped names': [{ secretName: 'registry-ca', tlsSecretName: 'auth-secret' }, OTHER, OTHER],
    'the former name of the pull secret': [
      { secretName: 'x', tlsSecretName: 'auth-secret' },
      OTHER,
    ],
    'the former name of the CA secret': [{ secretName: 'registry-ca', tlsSecretName: 'x' }, OTHER],
  };
  for (const [name, [names, ...lines]] of Object.entries(renamed)) {
    it(`${name}, unless \`state: disabled\` comes between`, () => {
      const first = enable({ tlsCA: CA });
      expect(errors(again(first, { tlsCA: CA, ...names }))).to.deep.equal(lines);
      const between = runAgain(first, { state: 'disabled' });
      const last = again(between, { tlsCA: CA, ...names });
      expect(errors(last)).to.deep.equal([]);
      expect(namesOf(last, 'Secret')).to.have.members(Object.values(names));
    });
  }
});

describe('a doubt about the CA', () => {
  it('is reported when it has expired', () => {
    expect(warnings(enable({ tlsCA: EXPIRED_CA }))).to.deep.equal([
      'warning data.tlsCA: ca-expired',
    ]);
  });

  const REFUSED = 'warning type: ca-secret-type';
  const NO_CA = 'warning data: ca-secret-without-ca';
  const cases: readonly (readonly [type: string, data: object, ...codes: string[]])[] = [
    ['Opaque', { 'ca.crt': 'eA==' }],
    ['Opaque', { 'ca.pem': 'eA==' }],
    ['Opaque', { 'tls.crt': 'eA==' }, NO_CA],
    ['kubernetes.io/tls', { 'tls.crt': 'eA==', 'tls.key': 'eA==', 'ca.crt': 'eA==' }],
    ['kubernetes.io/tls', { 'tls.crt': 'eA==', 'tls.key': 'eA==' }, NO_CA],
    ['kubernetes.io/tls', { 'ca.crt': 'eA==' }, REFUSED],
    ['kubernetes.io/tls', {}, REFUSED, NO_CA],
  ];
  for (const [type, data, ...lines] of cases) {
    it(`is reported of a ${type} with ${Object.keys(data).join(', ') || 'nothing'}`, () => {
      const output = enable({ tlsSecretName: 'our-ca' }, secret(type, data));
      expect(warnings(output)).to.deep.equal(lines);
    });
  }
});
