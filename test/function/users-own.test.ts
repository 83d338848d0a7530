// What the user has made, in the Deployment and in the function's objects: told apart from the function's own.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { CREDENTIALS, DEPLOYMENT } from '../support/config.ts';
import { namesOf, otherMounting, runAgain, runWith } from '../support/run.ts';
import {
  bodyWith,
  type Data,
  DISABLED,
  once,
  run,
  WITHOUT_SYNC,
  wiredByHand,
} from '../support/text.ts';

type Spec = { template: { spec: { containers: { env?: object[] }[] } } };

describe('a volume that holds no Secret', () => {
  const CA = wiredByHand(
    '        - --enable-private-registries-tls=true\n        - --tls-secret-path=/etc/trust/\n',
    '/etc/trust',
    'configMap: {name: trust-bundle}',
  );

  it('stays with its flags when the function is disabled', () => {
    expect(run(once(WITHOUT_SYNC, CA), DISABLED).body).to.equal(bodyWith(CA));
  });

  it('stays where its flags would crash the release, and they go', () => {
    const old = once({ ...WITHOUT_SYNC, porchVersion: 'v3.0.2' }, CA);
    expect(old).to.contain('trust-bundle').and.to.contain('mountPath: /etc/trust');
    expect(old).not.to.contain('tls');
  });

  it('stays though the flags of the pull secret lead to it', () => {
    const flag = '        - --registry-auth-secret-path=/own/.dockerconfigjson\n';
    const own = wiredByHand(flag, '/own', 'emptyDir: {}');
    expect(run(bodyWith(own), DISABLED).body).to.equal(bodyWith(own));
  });
});

describe('a Secret that something else mounts', () => {
  it('stays: another Deployment', () => {
    const first = runWith(CREDENTIALS, otherMounting('auth-secret'));
    expect(namesOf(runAgain(first, DISABLED), 'Secret')).to.deep.equal(['auth-secret']);
    const renamed = runAgain(first, { ...CREDENTIALS, secretName: 'mine' });
    expect(namesOf(renamed, 'Secret')).to.deep.equal(['auth-secret', 'mine']);
  });

  it('stays: another container of the runner', () => {
    const body = once(WITHOUT_SYNC).replace(
      '        volumes:\n',
      '        - name: two\n          image: two\n          volumeMounts:\n' +
        '          - {mountPath: /two, name: docker-config}\n        volumes:\n',
    );
    const { body: after, codes } = run(body, DISABLED);
    expect(after).to.contain('kind: Secret').and.to.contain('secretName: auth-secret');
    expect(after).not.to.contain('--registry-auth');
    expect(codes).to.include('warning -: secret-still-mounted');
  });
});

describe('the companion that a user has edited', () => {
  const SYNC = { ...CREDENTIALS, syncImage: 'epr:v1' };
  const again = (change: (body: string) => string, data: Data = {}) =>
    run(change(once(SYNC)), { ...SYNC, ...data });

  const variablesIn = (body: string) =>
    (load(body) as { items: { kind: string; spec: Spec }[] }).items
      .filter(({ kind }) => kind === 'Deployment')
      .flatMap(({ spec }) => spec.template.spec.containers.flatMap(({ env = [] }) => env));

  it('keeps a selector that finds its pods', () => {
    const { body } = again(text =>
      text.replaceAll('app: function-runner-pull-secret-sync', 'app: x'),
    );
    expect(body.match(/app: function-runner-pull-secret-sync$/gm)).to.have.length(2);
  });

  it('keeps variables as they are written, and loses none for an alias', () => {
    const own =
      '              - name: LOG_LEVEL # why\n                value: "debug"\n' +
      '              # the image\n              - {name: OWN, value: *i}\n';
    const edit = (text: string) =>
      text
        .replace('image: epr:v1', 'image: &i epr:v1')
        .replace('            env:\n', `            env:\n${own}`);
    const { body } = again(edit, { secretName: 'mine' });
    expect(body)
      .to.contain(own)
      .and.to.contain('- name: SECRET_NAME\n                value: mine\n');
  });

  it('has each variable of the function once', () => {
    const more =
      '              - name: SECRET_NAME\n                value: other\n            ports:\n';
    const { body } = again(text => text.replace('            ports:\n', more));
    expect(body).to.equal(once(SYNC));
  });

  it('has a variable of the function again where its value comes from elsewhere too', () => {
    for (const value of ['auth-secret', 'other']) {
      const { body } = again(text =>
        text.replace(
          /(- name: SECRET_NAME\n( +)value:) .*\n/,
          `$1 ${value}\n$2valueFrom: {fieldRef: {fieldPath: metadata.name}}\n`,
        ),
      );
      expect(variablesIn(body)).to.have.deep.members(variablesIn(once(SYNC)));
    }
  });

  it('has its variables in a container of another name too', () => {
    const { body } = again(text => text.replace('- name: pull-secret-sync\n', '- name: sync\n'), {
      secretName: 'mine',
    });
    expect(body).to.contain('- name: sync\n').and.to.contain('value: mine\n');
    expect(body).not.to.contain('value: auth-secret');
  });
});

describe('what an anchor shares', () => {
  const SHARED: readonly string[] = [
    '  labels: &l {team: a}\n  annotations: *l\n',
    '  annotations: &l {team: a}\n  labels: *l\n',
  ];
  for (const shared of SHARED) {
    it(`is not annotated: ${shared.trim()}`, () => {
      const credentials = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: registry-credentials\n${shared}data: {registry: ghcr.io, username: u, password: p}\n`;
      const { body, codes } = run(bodyWith(DEPLOYMENT, credentials), {
        sync: 'none',
      });
      expect(body).to.contain(shared.replaceAll('\n  ', '\n    ').trim());
      expect(body).not.to.contain('local-config');
      expect(codes).to.include('warning metadata.annotations: local-config-shared');
    });
  }
});

describe('annotations that an anchor shares', () => {
  it('are right where they say already that the ConfigMap is input', () => {
    const mark = "{config.kubernetes.io/local-config: 'true'}";
    const credentials = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: registry-credentials\n  labels: &l ${mark}\n  annotations: *l\ndata: {registry: ghcr.io, username: u, password: p}\n`;
    const { codes } = run(bodyWith(DEPLOYMENT, credentials), { sync: 'none' });
    expect(codes.join()).not.to.contain('local-config-shared');
  });
});

describe('a pull secret in the pod’s `imagePullSecrets`', () => {
  it('is the user’s where no sidecar is in the pod', () => {
    const own = DEPLOYMENT.replace(
      '      volumes:\n',
      '      imagePullSecrets: [{name: auth-secret}]\n$&',
    );
    expect(run(once(WITHOUT_SYNC, own), DISABLED).body).to.equal(bodyWith(own));
    expect(run(bodyWith(own), DISABLED).body).to.equal(bodyWith(own));
  });
});
