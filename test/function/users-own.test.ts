// What the user has made, in the Deployment and in the function's objects: told from the function's own.
import { expect } from 'chai';
import { evaluate } from '../../src/function/evaluate.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';
import { errors, namesOf, runAgain, runWith } from '../support/run.ts';

type Data = Readonly<Record<string, string>>;

/** The ResourceList's text before its functionConfig and results. */
const bodyOf = (text: string) => text.split(/^functionConfig:/m)[0] ?? '';
function run(body: string, data: Data): { body: string; told: string } {
  const config = resourceList([], configMap(data)).split('items:\n')[1];
  const { output, fault } = evaluate(Buffer.from(body + config));
  expect(fault).to.equal(undefined);
  const text = output.toString();
  return { body: bodyOf(text), told: text.split(/^results:/m)[1] ?? '' };
}
const input = (deployment = DEPLOYMENT) => bodyOf(resourceList([deployment], configMap({})));
const once = (data: Data, deployment = DEPLOYMENT) => run(input(deployment), data).body;
const NONE = { ...CREDENTIALS, sync: 'none' };
const DISABLED = { state: 'disabled' };

const wired = (flags: string, mountPath: string, source: string) =>
  DEPLOYMENT.replace('        volumeMounts:\n', `${flags}        volumeMounts:\n`)
    .replace(
      '      volumes:\n',
      `        - mountPath: ${mountPath}\n          name: own\n      volumes:\n`,
    )
    .concat(`      - name: own\n        ${source}\n`);

describe('a volume that holds no Secret', () => {
  const CA = wired(
    '        - --enable-private-registries-tls=true\n        - --tls-secret-path=/etc/trust/\n',
    '/etc/trust',
    'configMap: {name: trust-bundle}',
  );

  it('stays with its flags when the function is disabled', () => {
    expect(run(once(NONE, CA), DISABLED).body).to.equal(input(CA));
  });

  it('stays where its flags would crash the release, and they go', () => {
    const old = once({ ...NONE, porchVersion: 'v3.0.2' }, CA);
    expect(old).to.contain('trust-bundle').and.to.contain('mountPath: /etc/trust');
    expect(old).not.to.contain('tls');
  });

  it('stays though the flags of the pull secret lead to it', () => {
    const flag = '        - --registry-auth-secret-path=/own/.dockerconfigjson\n';
    const own = wired(flag, '/own', 'emptyDir: {}');
    expect(run(input(own), DISABLED).body).to.equal(input(own));
  });
});

describe('a Secret that something else mounts', () => {
  const other = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'other', namespace: 'porch-system' },
    spec: { template: { spec: { volumes: [{ secret: { secretName: 'auth-secret' } }] } } },
  };

  it('stays: another Deployment', () => {
    const first = runWith(CREDENTIALS, other);
    expect(namesOf(runAgain(first, DISABLED), 'Secret')).to.deep.equal(['auth-secret']);
    const renamed = runAgain(first, { ...CREDENTIALS, secretName: 'mine' });
    expect(namesOf(renamed, 'Secret')).to.deep.equal(['auth-secret', 'mine']);
  });

  it('stays: another container of the runner', () => {
    const body = once(NONE).replace(
      '        volumes:\n',
      '        - name: two\n          image: two\n          volumeMounts:\n' +
        '          - {mountPath: /two, name: docker-config}\n        volumes:\n',
    );
    const { body: after, told } = run(body, DISABLED);
    expect(after).to.contain('kind: Secret').and.to.contain('secretName: auth-secret');
    expect(after).not.to.contain('--registry-auth');
    expect(told).to.contain('the pull secret stays in the package');
  });
});

describe('the companion that a user has edited', () => {
  const SYNC = { ...CREDENTIALS, syncImage: 'epr:v1' };
  const again = (change: (body: string) => string, data: Data = {}) =>
    run(change(once(SYNC)), { ...SYNC, ...data });

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

  it('has its variables in a container of another name too', () => {
    const { body } = again(text => text.replace('- name: pull-secret-sync\n', '- name: sync\n'), {
      secretName: 'mine',
    });
    expect(body).to.contain('- name: sync\n').and.to.contain('value: mine\n');
    expect(body).not.to.contain('value: auth-secret');
  });
});

describe('wiring by hand', () => {
  const FLAG = '        - --registry-auth-secret-path=/creds/.dockerconfigjson\n';

  it('of a single file is taken over', () => {
    const hand = wired(
      FLAG,
      '/creds/.dockerconfigjson\n          subPath: .dockerconfigjson',
      'secret: {secretName: x}',
    );
    const body = once(NONE, hand);
    expect(body).not.to.contain('subPath');
    expect(body.match(/mountPath: .*auth-secret/g)).to.have.length(1);
    expect(body).not.to.contain('name: own');
  });

  it('with a Secret that has no name gets one', () => {
    const body = once(NONE, wired(FLAG, '/creds', 'secret:\n          optional: true'));
    expect(body).to.contain('secretName: auth-secret').and.not.to.contain('optional');
  });

  it('of a value like that of a boolean is put right', () => {
    const first = once({ ...NONE, secretName: '1' });
    expect(run(first, { ...NONE, secretName: 'true' }).body).to.contain('secret-name=true');
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
      const { body, told } = run(bodyOf(resourceList([DEPLOYMENT, credentials], configMap({}))), {
        sync: 'none',
      });
      expect(body).to.contain(shared.replaceAll('\n  ', '\n    ').trim());
      expect(body).not.to.contain('local-config');
      expect(told).to.contain('`metadata.annotations` must be written out');
    });
  }
});

it('lists that are emptied beside each other leave their container in place', () => {
  const lists = [
    'args:\n        - --registry-auth-secret-path=/var/tmp/auth-secret/.dockerconfigjson',
    'command:\n        - --registry-auth-secret-name=auth-secret # gone',
    'volumeMounts:\n        - {mountPath: /var/tmp/auth-secret, name: docker-config}',
  ];
  const volume = '- {name: docker-config, secret: {secretName: auth-secret}}';
  const podOf = (keys: readonly string[], volumes = '') =>
    DEPLOYMENT.replace(
      /containers:\n[\s\S]*/,
      `containers:\n      - ${[...keys, '# of the runner\n        image: x:v1.5.6', 'name: function-runner'].join('\n        ')}\n${volumes}`,
    );
  for (const keys of [lists, lists.slice(0, 2), lists.slice(1)]) {
    const { body } = run(input(podOf(keys, `      volumes:\n      ${volume}\n`)), DISABLED);
    expect(body).to.equal(input(podOf([])));
  }
});

it('another container that has the flags is refused', () => {
  const two = DEPLOYMENT.replace(
    '      volumes:\n',
    '      - {name: two, image: two, volumeMounts: []}\n      volumes:\n',
  );
  const { body, told } = run(once(NONE, two), { ...NONE, container: 'two' });
  expect(told).to.contain('`data.container` must stay that of `spec.template.spec.containers[0]`');
  expect(body).to.equal(once(NONE, two));
  expect(run(run(body, DISABLED).body, { ...NONE, container: 'two' }).told).not.to.contain('error');
});

it('a container without braces is refused', () => {
  const bare = DEPLOYMENT.replace(
    /containers:\n[\s\S]*?\n {6}volumes/,
    'containers: [name: function-runner]\n      volumes',
  );
  expect(run(input(bare), NONE).told).to.contain('must be a map in braces');
});

describe('what the function says and grants', () => {
  it('holds no value of a flag', () => {
    const hand = DEPLOYMENT.replace(
      '        volumeMounts:\n',
      '        - --registry-auth-secret-name=hunter2pw\n        volumeMounts:\n',
    );
    const { told } = run(
      once({ ...CREDENTIALS, sync: 'sidecar' }).replace(
        'auth-secret-name=auth-secret',
        'auth-secret-name=hunter2pw',
      ),
      DISABLED,
    );
    expect(told).to.contain('delete secret auth-secret').and.not.to.contain('hunter2pw');
    expect(run(input(hand), DISABLED).told).not.to.contain('hunter2pw');
  });

  it('tells of the copy under the former name', () => {
    const { told } = run(once(CREDENTIALS), { ...CREDENTIALS, secretName: 'mine' });
    expect(told).to.contain('delete secret auth-secret');
    expect(run(once(CREDENTIALS), CREDENTIALS).told).not.to.contain('delete secret');
  });

  it('is for the account by whichever field the Deployment names it', () => {
    for (const field of [
      'serviceAccount: runner',
      "serviceAccountName: ''\n      serviceAccount: runner",
    ]) {
      const body = once(
        CREDENTIALS,
        DEPLOYMENT.replace('      containers:\n', `      ${field}\n      containers:\n`),
      );
      expect(body).to.match(
        /name: function-runner-pull-secrets\n[\s\S]*?subjects:\n\s+- kind: ServiceAccount\n\s+name: runner\n/,
      );
    }
  });

  it('is an error where a container has the name of the sidecar', () => {
    const two = DEPLOYMENT.replace(
      '      volumes:\n',
      '      - name: pull-secret-sync\n        image: x\n      volumes:\n',
    );
    expect(run(input(two), { ...CREDENTIALS, sync: 'sidecar' }).told).to.contain(
      'must be another name than',
    );
  });

  it('names the credentials that an existing Secret makes needless', () => {
    expect(errors(runWith({ secretMode: 'existing', registry: 'ghcr.io' }))).to.deep.equal([
      'error data: the credentials must be removed, or `secretMode` be "generate": an existing Secret brings its own',
    ]);
  });
});
