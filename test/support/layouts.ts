// Porch in two layouts, self-written: functions are evaluated in `function-runner`, or in `porch-server`.
type Named = { readonly name: string };
export type Layout = 'runner' | 'server';

const VARIABLE = { name: 'WRAPPER_SERVER_IMAGE', value: 'registry.example.com/wrapper:v1' };

const at = (path: string, index: number) => ({
  'config.kubernetes.io/index': `${index}`,
  'config.kubernetes.io/path': path,
  'internal.config.kubernetes.io/index': `${index}`,
  'internal.config.kubernetes.io/path': path,
});

const deployment = (name: string, path: string, account: string, container: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'porch-system', annotations: at(path, 0) },
  spec: { template: { spec: { serviceAccountName: account, containers: [container] } } },
});

/** The environment of a container, with the variable where functions are evaluated there. */
export const environment = (isEvaluator: boolean): Named[] => [
  { name: 'OTEL_SERVICE_NAME' },
  ...(isEvaluator ? [VARIABLE] : []),
];

export const layout = (evaluator: Layout) => [
  deployment('function-runner', '2-function-runner.yaml', 'porch-fn-runner', {
    name: 'function-runner',
    image: 'registry.example.com/porch-function-runner:v1.6.0',
    command: ['/home/nonroot/server', '--functions=/home/nonroot/functions'],
    env: environment(evaluator === 'runner'),
  }),
  deployment('porch-server', '3-porch-server.yaml', 'porch-server', {
    name: 'porch-server',
    image: 'registry.example.com/porch-server:v1.6.0',
    args: ['--function-runner=function-runner:9445', '--cert-dir=/tmp/certs'],
    env: environment(evaluator === 'server'),
    volumeMounts: [{ mountPath: '/cache', name: 'cache' }],
  }),
  deployment('porch-controllers', '9-controllers.yaml', 'porch-controllers', {
    name: 'porch-controllers',
    image: 'registry.example.com/porch-controllers:v1.6.0',
  }),
];
