// Which container is wired: the one that evaluates functions, wherever it is.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../../src/function/evaluate.ts';
import { CREDENTIALS, configMap } from '../../support/config.ts';

type Container = {
  name: string;
  command?: string[];
  args?: string[];
  env?: object[];
  envFrom?: object[];
};
type Deployment = {
  kind: string;
  metadata: { name: string; namespace: string };
  spec: { template: { spec: { containers: Container[] } } };
};

const VARIABLE = 'WRAPPER_SERVER_IMAGE';
const BY_VALUE = { env: [{ name: VARIABLE, value: 'registry.example.com/wrapper:v1' }] };
const BY_REFERENCE = {
  env: [{ name: VARIABLE, valueFrom: { configMapKeyRef: { name: 'images', key: 'wrapper' } } }],
};
const BY_CONFIG_MAP = { envFrom: [{ configMapRef: { name: 'images' } }] };
const IMAGES = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'images', namespace: 'porch-system' },
  data: { [VARIABLE]: 'registry.example.com/wrapper:v1' },
};

const deployment = (name: string, ...containers: object[]) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'porch-system' },
  spec: { template: { spec: { containers } } },
});
const container = (name: string, more: object = {}) => ({ name, image: 'porch:v1.5.8', ...more });

function run(items: readonly object[], data = {}) {
  const list = {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items,
    functionConfig: configMap({ ...CREDENTIALS, sync: 'none', ...data }),
  };
  return evaluate(Buffer.from(JSON.stringify(list)));
}

/** The containers that have the flags, as `DEPLOYMENT/CONTAINER LIST`. */
function wired(items: readonly object[], data = {}): string[] {
  const { output, failed } = run(items, data);
  expect(failed, output.toString()).to.equal(false);
  const { items: written } = load(output.toString()) as { items: Deployment[] };
  return written
    .filter(({ kind }) => kind === 'Deployment')
    .flatMap(({ metadata, spec }) =>
      spec.template.spec.containers.flatMap(each =>
        (['command', 'args'] as const)
          .filter(key => each[key]?.some(text => text.startsWith('--registry-auth-secret-path=')))
          .map(key => `${metadata.name}/${each.name} ${key}`),
      ),
    );
}

const codes = (items: readonly object[], data = {}) =>
  run(items, data).results.map(({ severity, code }) => `${severity} ${code}`);

const RUNNER = deployment(
  'function-runner',
  container('function-runner', { command: ['/server'] }),
);
const SERVER = deployment(
  'porch-server',
  container('porch-server', { args: ['--cert-dir=/c'], ...BY_VALUE }),
);

describe('the container that is wired', () => {
  const cases: Record<string, [items: object[], wired: string, data?: object]> = {
    'is the one that has the variable': [[RUNNER, SERVER], 'porch-server/porch-server args'],
    'may have it from elsewhere': [
      [RUNNER, deployment('server', container('x', BY_REFERENCE))],
      'server/x args',
    ],
    'may have it from a ConfigMap of the package': [
      [RUNNER, IMAGES, deployment('server', container('x', BY_CONFIG_MAP))],
      'server/x args',
    ],
    'does not have it from a ConfigMap that is elsewhere': [
      [RUNNER, deployment('server', container('x', BY_CONFIG_MAP))],
      'function-runner/function-runner args',
    ],
    'is not the first of its pod where another one has the variable': [
      [deployment('server', container('proxy'), container('main', BY_VALUE))],
      'server/main args',
    ],
    'has the usual name where none has the variable': [
      [RUNNER, deployment('porch-server', container('porch-server'))],
      'function-runner/function-runner args',
    ],
    'is in the Deployment that the user names': [
      [RUNNER, SERVER],
      'function-runner/function-runner args',
      { deployment: 'function-runner' },
    ],
    'is the only one of the Deployment that the user names': [
      [RUNNER, deployment('fork', container('x'))],
      'fork/x args',
      { deployment: 'porch-system/fork' },
    ],
    'is the one that the user names': [
      [deployment('server', container('a', BY_VALUE), container('b', BY_VALUE))],
      'server/b args',
      { container: 'b' },
    ],
  };
  for (const [name, [items, expected, data]] of Object.entries(cases)) {
    it(name, () => {
      // Without flags of the runner's own, new ones go into `args`.
      expect(wired(items, data)).to.deep.equal([expected]);
    });
  }

  it('is not guessed where several have the variable', () => {
    const other = deployment('other', container('x', BY_VALUE));
    expect(codes([SERVER, other])).to.deep.equal(['error evaluator-not-one']);
    expect(wired([SERVER, other], { deployment: 'other' })).to.deep.equal(['other/x args']);
  });

  it('is not guessed where no Deployment has the variable or the usual name', () => {
    const other = deployment('other', container('x'));
    expect(codes([other])).to.deep.equal(['error evaluator-missing']);
  });

  it('is not guessed among Deployments of one name', () => {
    const [here, there] = ['a', 'b'].map(namespace => {
      const { metadata, ...rest } = SERVER;
      return { ...rest, metadata: { ...metadata, namespace } };
    }) as [object, object];
    expect(codes([here, there], { deployment: 'porch-server' })).to.deep.equal([
      'error deployment-not-one',
    ]);
    expect(wired([here, there], { deployment: 'b/porch-server' })).to.have.length(1);
  });
});
