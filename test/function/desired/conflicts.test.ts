// What stands in the way of the wiring, and of the objects that the function would write.
import { expect } from 'chai';
import { CA } from '../../support/certificates.ts';
import { CREDENTIALS, configMap } from '../../support/config.ts';
import { faultsAfter, faultsWith } from '../../support/run.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const COMMAND = /command:\n(?: {8}- .*\n)+/;

describe('a folder that a mount must not hide', () => {
  const hidden = ['/', '/etc', '/etc/', '/var/tmp', '/home', '/usr/local/bin']
    .concat(['/proc/x', '/srv', '/srv/bin', '/srv/etc', '/srv/functions', '/srv/bin/server'])
    .concat(['/srv/etc/config.yaml', '/var/run/secrets/kubernetes.io/x']);
  for (const mountPath of hidden) {
    it(mountPath, () => {
      expect(faultsWith(configMap({ ...CREDENTIALS, mountPath }))).to.deep.equal([
        `error ${CONTAINER}.volumeMounts: mount-hides-system`,
      ]);
    });
  }
});

describe('a conflict in the Deployment', () => {
  const cases: Record<string, [from: string | RegExp, to: string, code: string]> = {
    'a shell': [
      COMMAND,
      'command: [/bin/sh, -ec, "/server --config=/c"]\n',
      `error ${CONTAINER}.command: command-is-shell`,
    ],
    'a shell behind another program': [
      COMMAND,
      'command: [/usr/bin/env, bash, -c, "/server --config=/c"]\n',
      `error ${CONTAINER}.command: command-is-shell`,
    ],
    'a namespace of the pods that is not written out': [
      '--functions=/srv/functions',
      '--pod-namespace=$(POD_NAMESPACE)',
      `error ${CONTAINER}.command: pod-namespace-invalid`,
    ],
    'a volume of that name': [
      'name: cache\n        configMap',
      'name: docker-config\n        configMap',
      'error spec.template.spec.volumes[0]: volume-name-taken',
    ],
    'a mountPath in use': [
      '/pod-cache-config',
      '/var/tmp/auth-secret/',
      `error ${CONTAINER}.volumeMounts[0]: mount-path-taken`,
    ],
    'a mount below the mountPath': [
      '/pod-cache-config',
      '/var/tmp/auth-secret/cache',
      `error ${CONTAINER}.volumeMounts[0]: mount-path-taken`,
    ],
    'flags that lead to another kind of volume': [
      '--functions=/srv/functions',
      '--registry-auth-secret-path=/pod-cache-config/.dockerconfigjson',
      'error spec.template.spec.volumes[0]: volume-no-secret',
    ],
  };
  for (const [name, [from, to, code]] of Object.entries(cases)) {
    it(name, () => expect(faultsAfter(from, to)).to.deep.equal([code]));
  }
});

describe('a shell', () => {
  it('is in nobody’s way where it runs a file, whatever flags stand before it', () => {
    const command = 'command: [/init, -c, sh, /start.sh, --config=/c]\n';
    expect(faultsAfter(COMMAND, command).join()).not.to.contain('error');
  });
});

describe('a conflict of the two Secrets', () => {
  const cases: Record<string, [data: Record<string, string>, code: string]> = {
    'one name for both volumes': [
      { tlsVolumeName: 'docker-config' },
      'error spec.template.spec.volumes: volume-names-equal',
    ],
    'one folder for both mounts': [
      { tlsMountPath: '/var/tmp/auth-secret/' },
      `error ${CONTAINER}.volumeMounts: mount-paths-nested`,
    ],
    'a folder in the other': [
      { tlsMountPath: '/var/tmp/auth-secret/tls' },
      `error ${CONTAINER}.volumeMounts: mount-paths-nested`,
    ],
    'the other in the folder': [
      { mountPath: '/creds/pull', tlsMountPath: '/creds' },
      `error ${CONTAINER}.volumeMounts: mount-paths-nested`,
    ],
    'a system directory': [
      { tlsMountPath: '/etc/ssl/certs/' },
      `error ${CONTAINER}.volumeMounts: mount-hides-system`,
    ],
    'a folder in use': [
      { tlsMountPath: '/pod-cache-config' },
      `error ${CONTAINER}.volumeMounts[0]: mount-path-taken`,
    ],
    'a volume in use': [
      { tlsVolumeName: 'cache' },
      'error spec.template.spec.volumes[0]: volume-name-taken',
    ],
    'one name for both Secrets': [
      { tlsSecretName: 'auth-secret' },
      'error data.tlsSecretName: secret-names-equal',
    ],
  };
  for (const [name, [data, code]] of Object.entries(cases)) {
    it(name, () => {
      const config = configMap({ ...CREDENTIALS, tlsCA: CA, sync: 'none', ...data });
      const errors = faultsWith(config).filter(line => line.startsWith('error'));
      expect(errors).to.deep.equal([code]);
    });
  }
});

describe('a conflict in the package', () => {
  const METADATA = 'metadata:\n  name: auth-secret\n  namespace: porch-system\n';
  const SECRET = `apiVersion: v1\nkind: Secret\n${METADATA}type: kubernetes.io/dockerconfigjson\n`;

  it('a Secret that is not the function’s', () => {
    expect(faultsWith(configMap(CREDENTIALS), SECRET)).to.deep.equal([
      'error metadata.name: object-not-own',
    ]);
  });

  it('a file of the functionConfig that another object would share', () => {
    const config = configMap({ ...CREDENTIALS, secretPath: 'c.yaml', syncPath: 'c.yaml' });
    const annotations = { 'internal.config.kubernetes.io/path': 'c.yaml' };
    const item = { ...config, metadata: { ...config.metadata, annotations } };
    expect(faultsWith(config, JSON.stringify(item))).to.deep.equal([
      'error data.secretPath: file-is-config',
      'error data.syncPath: file-is-config',
    ]);
  });
});
