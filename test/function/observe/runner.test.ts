// The Deployment and its container: found, exactly one, and in a shape that can be edited.
import { expect } from 'chai';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../../support/config.ts';
import { faultsAfter, faultsIn, faultsWith } from '../../support/run.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const OTHER = DEPLOYMENT.replaceAll('name: function-runner', 'name: other');
const evaluator = (name: string) =>
  DEPLOYMENT.replaceAll('name: function-runner', `name: ${name}`).replace(
    '        command:',
    '        env: [{name: WRAPPER_SERVER_IMAGE}]\n$&',
  );
const COMMAND = /command:\n(?: {8}- .*\n)+/;

describe('a fault in the Deployment', () => {
  const shared = (path: string) => `error ${path}: field-shared`;
  const cases: Record<string, [from: string | RegExp, to: string, code: string]> = {
    'no namespace': ['  namespace: porch-system\n', '', 'error metadata.namespace: field-missing'],
    'no pod template': [/spec:\n[\s\S]*/, 'spec: {}\n', 'error spec.template: field-missing'],
    'a pod template that is none': [
      /template:\n[\s\S]*/,
      'template: []\n',
      'error spec.template: field-no-map',
    ],
    'a flag that an alias repeats': [
      '- --functions=/srv/functions',
      '- &f --functions=/srv/functions\n        - *f',
      shared(`${CONTAINER}.command[2]`),
    ],
    'a mount that an alias repeats': [
      '- mountPath: /pod-cache-config',
      '- &m {mountPath: /x, name: cache}\n        - *m\n        - mountPath: /pod-cache-config',
      shared(`${CONTAINER}.volumeMounts[0]`),
    ],
    'an anchor that is used again': [
      /volumes:\n[\s\S]*/,
      'volumes: &v []\n      hostAliases: *v\n',
      shared('spec.template.spec.volumes'),
    ],
    'a merge key': [
      '- name: function-runner',
      '- <<: {tty: true}\n        name: function-runner',
      shared(CONTAINER),
    ],
    'a list that is none': [
      COMMAND,
      'command: /server\n',
      `error ${CONTAINER}.command: field-no-list`,
    ],
    'two containers of that name': [
      'containers:\n',
      'containers:\n      - name: function-runner\n',
      'error spec.template.spec.containers: container-not-one',
    ],
    'a container without braces': [
      /containers:\n[\s\S]*?\n {6}volumes/,
      'containers: [name: function-runner]\n      volumes',
      `error ${CONTAINER}: field-no-map`,
    ],
    'a key twice': [
      'spec:\n  template',
      'kind: Deployment\nspec:\n  template',
      'error -: item-invalid',
    ],
    'YAML that breaks below the metadata': ['volumes:', 'volumes: [', 'error -: item-invalid'],
  };
  for (const [name, [from, to, code]] of Object.entries(cases)) {
    it(name, () => expect(faultsAfter(from, to)).to.deep.equal([code]));
  }
});

describe('the function runner', () => {
  it('must be in one Deployment', () => {
    const named = configMap({ ...CREDENTIALS, deployment: 'runner' });
    const code = 'error -: deployment-not-one';
    expect(faultsWith(named)).to.deep.equal([code]);
    expect(faultsWith(configMap(CREDENTIALS), DEPLOYMENT)).to.deep.equal([code]);
  });

  it('must be there, by its variable or its name', () => {
    expect(faultsIn(resourceList([OTHER], configMap(CREDENTIALS)))).to.deep.equal([
      'error -: evaluator-missing',
    ]);
  });

  it('must be the only container with the variable', () => {
    const evaluators = [evaluator('one'), evaluator('two')];
    expect(faultsIn(resourceList(evaluators, configMap(CREDENTIALS)))).to.deep.equal([
      'error -: evaluator-not-one',
    ]);
    const named = configMap({ ...CREDENTIALS, deployment: 'two' });
    expect(faultsIn(resourceList(evaluators, named)).join()).not.to.contain('error');
  });

  it('must be a container of it', () => {
    expect(faultsWith(configMap({ ...CREDENTIALS, container: 'runner' }))).to.deep.equal([
      'error spec.template.spec.containers: container-not-one',
    ]);
  });

  it('must be of a release with private registries', () => {
    expect(faultsWith(configMap({ ...CREDENTIALS, porchVersion: 'v3.0.0' }))).to.deep.equal([
      `error ${CONTAINER}.image: release-too-old`,
    ]);
  });
});

describe('another item', () => {
  it('must be YAML', () => {
    expect(faultsWith(configMap(CREDENTIALS), 'a: 1\n--\nb: 2')).to.deep.equal([
      'error -: item-invalid',
    ]);
  });

  it('is not parsed where its header tells what it is, so that its faults stay its own', () => {
    const bystander = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata: {';
    expect(faultsWith(configMap(CREDENTIALS), bystander).join()).not.to.contain('error');
  });
});
