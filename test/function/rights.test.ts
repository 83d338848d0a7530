// The runner's rights to copy the pull secret, where the sync is not there to do it.
import { expect } from 'chai';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';
import { type Output, runOn, warnings } from '../support/run.ts';
import { type Data, WITHOUT_SYNC } from '../support/text.ts';

const RUNNER = DEPLOYMENT.replace(
  /(?= {6}containers:)/,
  '      serviceAccountName: porch-fn-runner\n',
);

/** A Role on some resources, and who has it. */
const rbac = (rule: object, account = 'porch-fn-runner', namespace = 'porch-fn-system') => [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'of-runner', namespace },
    rules: [{ apiGroups: [''], ...rule }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'of-runner', namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'of-runner' },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: 'porch-system' }],
  },
];
const PODS = { resources: ['pods'], verbs: ['*'] };
const SECRETS = { resources: ['secrets'], verbs: ['create', 'delete', 'get', 'update'] };

const run = (data: Data, objects: readonly object[], runner = RUNNER): Output =>
  runOn(resourceList([runner, ...objects.map(object => JSON.stringify(object))], configMap(data)));

const lacking = (verbs: string, namespace: string, otherwise: string) =>
  `warning -: the ServiceAccount \`porch-fn-runner\` must have ${verbs} on Secrets in \`${namespace}\`, ` +
  'which the package does not give it: without them the runner cannot copy the pull secret; add them to its ' +
  `Role${otherwise}`;

describe('without the sync, the runner’s rights on Secrets', () => {
  it('are missed where the package grants it others', () => {
    const wanted = [
      lacking('get, create, update, delete', 'porch-fn-system', ', or leave `sync: none` out'),
    ];
    expect(warnings(run(WITHOUT_SYNC, rbac(PODS)))).to.deep.equal(wanted);
    const named = { ...SECRETS, resourceNames: ['another'] };
    expect(warnings(run(WITHOUT_SYNC, rbac(named)))).to.deep.equal(wanted);
  });

  it('are more where the release reads through a cache', () => {
    const current = RUNNER.replace('v1.5.6', 'latest');
    expect(warnings(run(WITHOUT_SYNC, rbac(SECRETS), current))).to.deep.equal([
      lacking('list, watch', 'porch-fn-system', ', or leave `sync: none` out'),
    ]);
  });

  it('are missed where its pods run in its own namespace', () => {
    const runner = RUNNER.replace('- --functions', '- --pod-namespace=porch-system\n        $&');
    const objects = rbac(PODS, 'porch-fn-runner', 'porch-system');
    expect(warnings(run(CREDENTIALS, objects, runner))).to.deep.equal([
      lacking('get, create, update, delete', 'porch-system', ''),
    ]);
  });

  it('are enough where they are granted', () => {
    expect(warnings(run(WITHOUT_SYNC, rbac(SECRETS)))).to.deep.equal([]);
  });

  it('are not known where the package holds none of its bindings', () => {
    expect(warnings(run(WITHOUT_SYNC, []))).to.deep.equal([]);
    expect(warnings(run(WITHOUT_SYNC, rbac(PODS, 'another')))).to.deep.equal([]);
  });

  it('are not told where the flag is no namespace, for it may be anything', () => {
    const runner = RUNNER.replace('- --functions', '- --pod-namespace=$(NS)\n        $&');
    const [, { roleRef, subjects, ...rest }] = rbac(PODS) as [object, Record<string, object>];
    const all = { ...rest, kind: 'ClusterRoleBinding', roleRef, subjects };
    expect(warnings(run(WITHOUT_SYNC, [all], runner))).to.deep.equal([]);
  });

  it('are granted, without a warning, where it runs', () => {
    const output = run(CREDENTIALS, rbac(PODS));
    expect(warnings(output)).to.deep.equal([]);
    const names = output.list.items.map(({ metadata }) => metadata.name);
    expect(names).to.include('function-runner-pull-secrets');
  });
});
