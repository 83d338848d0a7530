// A private CA for the runner: what is written, what is told, and what comes out again.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { CA, EXPIRED_CA, OTHER_CA } from '../support/certificates.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';

type Result = { severity: string; message: string; field?: { path: string } };
type Object = {
  kind: string;
  type: string;
  metadata: { name: string };
  data: Record<string, string>;
};
const CONTAINER = 'spec.template.spec.containers[0]';

const withTls = (data: object) => configMap({ ...CREDENTIALS, sync: 'none', ...data });
const run = (input: string) => {
  const { output, failed, fault } = evaluate(Buffer.from(input), undefined, new Date('2026-01-01'));
  expect(fault).to.equal(undefined);
  const { items, results = [] } = load(output.toString()) as {
    items: Object[];
    results?: Result[];
  };
  const line = ({ severity, message, field }: Result) =>
    `${severity} ${field?.path ?? '-'}: ${message}`;
  return { text: output.toString(), failed, items, told: results.map(line) };
};
const enable = (data: object, deployment = DEPLOYMENT, ...items: string[]) =>
  run(resourceList([deployment, ...items], withTls(data)));
/** The output's package with another functionConfig. */
const again = (text: string, data: object, config = withTls(data)) =>
  run(
    JSON.stringify({
      ...(load(text) as object),
      functionConfig: config,
      results: undefined,
    }),
  );
const secrets = (items: readonly Object[]) =>
  items.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name);
const errors = (told: readonly string[]) => told.filter(line => line.startsWith('error'));
const warnings = (told: readonly string[]) =>
  told.filter(line => line.startsWith('warning') && !line.includes('plain text'));

const secret = (type: string, data: object) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'our-ca', namespace: 'porch-system' },
    type,
    data,
  });

describe('a private CA for the runner', () => {
  it('is a Secret of its own, with the flags behind the others', () => {
    const { items, text, told } = enable({ tlsCA: CA });
    const made = items.find(({ metadata }) => metadata.name === 'registry-ca');
    expect(made?.type).to.equal('Opaque');
    expect(Buffer.from(made?.data['ca.crt'] ?? '', 'base64').toString()).to.equal(CA);
    expect(text).to.match(
      /-secret-name=auth-secret\n *- --enable-private-registries-tls=true\n *- --tls-secret-path=\/var\/tmp\/tls-secret\/\n/,
    );
    expect(told).to.include(
      `info ${CONTAINER}.volumeMounts: the nodes must trust the CA too, in the configuration of their container runtime: the kubelet pulls the images, and does not read this Secret`,
    );
    expect(warnings(told)).to.deep.equal([]);
  });

  it('is added to a package that was enabled without it, as in one run', () => {
    const first = enable({});
    const second = again(first.text, { tlsCA: CA });
    expect(second.items).to.deep.equal(again(enable({ tlsCA: CA }).text, { tlsCA: CA }).items);
    expect(again(second.text, { tlsCA: CA }).told).to.deep.equal([]);
  });

  it('is updated where it stands, and renamed', () => {
    const first = enable({ tlsCA: CA });
    const { items, told } = again(first.text, { tlsCA: OTHER_CA, tlsSecretName: 'our-ca' });
    expect(secrets(items)).to.deep.equal(['auth-secret', 'our-ca']);
    expect(told).to.deep.equal([
      'info metadata.name: renamed the TLS secret',
      'info data["ca.crt"]: updated the TLS secret',
      'info spec.template.spec.volumes[2]: changed the volume of the TLS secret',
    ]);
  });

  it('gives way to a Secret that something else makes', () => {
    const { items, told } = again(enable({ tlsCA: CA }).text, { tlsSecretName: 'our-ca' });
    expect(secrets(items)).to.deep.equal(['auth-secret']);
    expect(told).to.deep.equal([
      'info -: removed the TLS secret',
      'info spec.template.spec.volumes[2]: changed the volume of the TLS secret',
    ]);
  });

  it('comes out as a whole where the options are gone', () => {
    const { items } = again(enable({ tlsCA: CA }).text, {});
    expect(items).to.deep.equal(again(enable({}).text, {}).items);
  });

  it('stays without options where something else makes the Secret', () => {
    const first = enable({ tlsSecretName: 'our-ca' });
    expect(again(first.text, {}).told).to.deep.equal([]);
  });

  it('comes out with `state: disabled`, whoever made the Secret', () => {
    for (const tls of [{ tlsCA: CA }, { tlsSecretName: 'our-ca' }]) {
      const { items } = again(enable(tls).text, {}, configMap({ state: 'disabled' }));
      expect(items).to.deep.equal([load(DEPLOYMENT)]);
    }
  });

  it('is left alone where one Secret by hand serves for both', () => {
    const flags = '--registry-auth-secret-path=/creds/.dockerconfigjson\n        - ';
    const tls = '--tls-secret-path=/creds/\n        - --enable-private-registries-tls';
    const deployment = DEPLOYMENT.replace('--functions', `${flags}${tls}\n        - --functions`)
      .replace(
        '- name: cache\n',
        '- name: both\n        secret: {secretName: both}\n      - name: cache\n',
      )
      .replace('volumeMounts:\n', 'volumeMounts:\n        - {name: both, mountPath: /creds}\n');
    const { items, failed } = enable({ tlsSecretName: 'our-ca' }, deployment);
    expect(failed).to.equal(false);
    const { volumes } = (
      items[0] as never as { spec: { template: { spec: { volumes: { name: string }[] } } } }
    ).spec.template.spec;
    expect(volumes.map(({ name }) => name)).to.deep.equal([
      'docker-config',
      'cache',
      'tls-registry-config',
    ]);
  });
});

describe('a fault in the options of the CA', () => {
  const image = `${CONTAINER}.image`;
  const cases: Record<string, [data: object, ...errors: string[]]> = {
    'a release without it': [
      { tlsSecretName: 'our-ca', porchVersion: 'v3.0.2' },
      `error ${image}: \`${image}\` must be Porch v3.0.3 or a later release: v3.0.2 knows no private CA, and the flags for it would crash it; if the image holds another release, set \`data.porchVersion\``,
    ],
    'a private key': [
      { tlsCA: '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----' },
      'error data.tlsCA: `data.tlsCA`: block 1 must go: it is a private key',
    ],
    'one name for both volumes': [
      { tlsCA: CA, tlsVolumeName: 'docker-config' },
      'error spec.template.spec.volumes: `data.tlsVolumeName` must be another name than `data.volumeName`',
    ],
    'one folder for both mounts': [
      { tlsCA: CA, tlsMountPath: '/var/tmp/auth-secret/' },
      `error ${CONTAINER}.volumeMounts: \`data.tlsMountPath\` must be a folder outside of \`data.mountPath\``,
    ],
    'a folder in the other': [
      { tlsCA: CA, tlsMountPath: '/var/tmp/auth-secret/tls' },
      `error ${CONTAINER}.volumeMounts: \`data.tlsMountPath\` must be a folder outside of \`data.mountPath\``,
    ],
    'the other in the folder': [
      { tlsCA: CA, mountPath: '/creds/pull', tlsMountPath: '/creds' },
      `error ${CONTAINER}.volumeMounts: \`data.tlsMountPath\` must be a folder outside of \`data.mountPath\``,
    ],
    'a system directory': [
      { tlsCA: CA, tlsMountPath: '/etc/ssl/certs/' },
      `error ${CONTAINER}.volumeMounts: \`data.tlsMountPath\` must be a folder of its own, as in \`/var/tmp/tls-secret\`: the mount would hide what the container needs there`,
    ],
    'a folder in use': [
      { tlsCA: CA, tlsMountPath: '/pod-cache-config' },
      `error ${CONTAINER}.volumeMounts[0]: \`data.tlsMountPath\` must be a folder of its own: it would hide \`${CONTAINER}.volumeMounts[0]\``,
    ],
    'a volume in use': [
      { tlsCA: CA, tlsVolumeName: 'cache' },
      'error spec.template.spec.volumes[0]: `data.tlsVolumeName` must be another name: `spec.template.spec.volumes[0]` has it, with another source',
    ],
    'one name for both Secrets': [
      { tlsCA: CA, tlsSecretName: 'auth-secret' },
      'error data.tlsSecretName: `data.tlsSecretName` must be another name than `data.secretName`',
    ],
    'a relative folder': [
      { tlsMountPath: 'tls' },
      'error data.tlsMountPath: `data.tlsMountPath` must be an absolute path without `..` and `:`',
    ],
    'a bad name of the volume': [
      { tlsVolumeName: 'a.b' },
      'error data.tlsVolumeName: `data.tlsVolumeName` must be a DNS-1123 label: lower-case letters, digits and `-`, at most 63',
    ],
    'a bad name of the Secret': [
      { tlsSecretName: 'A' },
      'error data.tlsSecretName: `data.tlsSecretName` must be a DNS-1123 subdomain: lower-case letters, digits, `-` and `.`',
    ],
  };
  for (const [name, [data, ...lines]] of Object.entries(cases)) {
    it(name, () => expect(errors(enable(data).told)).to.deep.equal(lines));
  }

  it('a Secret that is not the function’s', () => {
    const foreign = secret('Opaque', { 'ca.crt': 'eA==' });
    const { told } = enable({ tlsCA: CA, tlsSecretName: 'our-ca' }, DEPLOYMENT, foreign);
    expect(errors(told)).to.deep.equal([
      'error metadata.name: the Secret was not generated by this function, which does not overwrite it: take out `tlsCA` to use it as it is, or choose another `tlsSecretName`',
    ]);
  });

  it('the name of what the function generated for the other purpose', () => {
    const swapped = { secretName: 'registry-ca', tlsCA: CA, tlsSecretName: 'auth-secret' };
    expect(errors(again(enable({ tlsCA: CA }).text, swapped).told)).to.deep.equal([
      'error metadata.name: the Secret serves this function for something else: choose another `secretName`',
      'error metadata.name: the Secret serves this function for something else: choose another `tlsSecretName`',
    ]);
  });
});

describe('a doubt about the CA', () => {
  it('is told when it has expired', () => {
    expect(warnings(enable({ tlsCA: EXPIRED_CA }).told)).to.deep.equal([
      'warning data.tlsCA: `data.tlsCA`: block 1 has expired',
    ]);
  });

  const REFUSED =
    'warning type: `type` must be `Opaque`: the API server refuses `kubernetes.io/tls` without `tls.crt` and `tls.key`';
  const NO_CA =
    'warning data: `data` must hold the CA as `ca.crt` or `ca.pem`: without it the runner fails on every image';
  const cases: readonly (readonly [type: string, data: object, ...told: string[]])[] = [
    ['Opaque', { 'ca.crt': 'eA==' }],
    ['Opaque', { 'ca.pem': 'eA==' }],
    ['Opaque', { 'tls.crt': 'eA==' }, NO_CA],
    ['kubernetes.io/tls', { 'tls.crt': 'eA==', 'tls.key': 'eA==', 'ca.crt': 'eA==' }],
    ['kubernetes.io/tls', { 'tls.crt': 'eA==', 'tls.key': 'eA==' }, NO_CA],
    ['kubernetes.io/tls', { 'ca.crt': 'eA==' }, REFUSED],
    ['kubernetes.io/tls', {}, REFUSED, NO_CA],
  ];
  for (const [type, data, ...lines] of cases) {
    it(`is told of a ${type} with ${Object.keys(data).join(', ') || 'nothing'}`, () => {
      const { told } = enable({ tlsSecretName: 'our-ca' }, DEPLOYMENT, secret(type, data));
      expect(warnings(told)).to.deep.equal(lines);
    });
  }
});
