// A private CA for the runner: what is written, what is told, and what comes out again.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { CA, EXPIRED_CA, OTHER_CA } from '../support/certificates.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';
import {
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
    expect(output.told).to.include(
      `info ${CONTAINER}.volumeMounts: the nodes must trust the CA too, in the configuration of their container runtime: the kubelet pulls the images, and does not read this Secret`,
    );
    expect(warnings(output)).to.deep.equal([]);
  });

  it('is added to a package that was enabled without it, as in one run', () => {
    const second = again(enable({}), { tlsCA: CA });
    expect(second.list.items).to.deep.equal(enable({ tlsCA: CA }).list.items);
    expect(again(second, { tlsCA: CA }).told).to.deep.equal([]);
  });

  it('is updated where it stands, and renamed', () => {
    const output = again(enable({ tlsCA: CA }), { tlsCA: OTHER_CA, tlsSecretName: 'our-ca' });
    expect(namesOf(output, 'Secret')).to.deep.equal(['auth-secret', 'our-ca']);
    expect(output.told).to.deep.equal([
      'info metadata.name: changed the name of the TLS secret',
      'info data["ca.crt"]: updated the TLS secret',
      'info spec.template.spec.volumes[2]: changed the volume of the TLS secret',
    ]);
  });

  it('gives way to a Secret that something else makes', () => {
    const output = again(enable({ tlsCA: CA }), { tlsSecretName: 'our-ca' });
    expect(namesOf(output, 'Secret')).to.deep.equal(['auth-secret']);
    expect(output.told).to.deep.equal([
      'info -: removed the TLS secret',
      'info spec.template.spec.volumes[2]: changed the volume of the TLS secret',
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
    expect(again(enable({ tlsSecretName: 'our-ca' }), {}).told).to.deep.equal([]);
  });

  it('comes out with `state: disabled`, whoever made the Secret', () => {
    for (const tls of [{ tlsCA: CA }, { tlsSecretName: 'our-ca' }]) {
      const output = runAgain(enable(tls), { state: 'disabled' });
      expect(output.list.items).to.deep.equal([load(DEPLOYMENT)]);
    }
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
    expect(again.told).to.include(
      'info spec.template.spec.containers[0].command: removed the flag `--enable-private-registries-tls`',
    );
  });
});

describe('a fault in the options of the CA', () => {
  const image = `${CONTAINER}.image`;
  const cases: Record<string, [data: Record<string, string>, ...errors: string[]]> = {
    'a release without it': [
      { tlsSecretName: 'our-ca', porchVersion: 'v3.0.2' },
      `error ${image}: \`${image}\` must be Porch v3.0.3 or a later release: v3.0.2 knows no private CA, and the flags for it would crash it; if the image holds another release, set \`data.porchVersion\``,
    ],
    'a private key': [
      { tlsCA: '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----' },
      'error data.tlsCA: `data.tlsCA`: block 1 must be removed: it is a private key',
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
    it(name, () => expect(errors(enable(data))).to.deep.equal(lines));
  }

  it('a Secret that is not the function’s', () => {
    const foreign = secret('Opaque', { 'ca.crt': 'eA==' });
    const output = enable({ tlsCA: CA, tlsSecretName: 'our-ca' }, foreign);
    expect(errors(output)).to.deep.equal([
      'error metadata.name: the Secret was not generated by this function, which does not overwrite it: remove `tlsCA` to use it as it is, or choose another `tlsSecretName`',
    ]);
  });

  it('the name of what the function generated for the other purpose', () => {
    const swapped = { secretName: 'registry-ca', tlsCA: CA, tlsSecretName: 'auth-secret' };
    expect(errors(again(enable({ tlsCA: CA }), swapped))).to.deep.equal([
      'error metadata.name: the Secret serves this function for something else: choose another `secretName`',
      'error metadata.name: the Secret serves this function for something else: choose another `tlsSecretName`',
    ]);
  });
});

describe('a doubt about the CA', () => {
  it('is told when it has expired', () => {
    expect(warnings(enable({ tlsCA: EXPIRED_CA }))).to.deep.equal([
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
      const output = enable({ tlsSecretName: 'our-ca' }, secret(type, data));
      expect(warnings(output)).to.deep.equal(lines);
    });
  }
});
