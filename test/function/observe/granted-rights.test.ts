// The runner's rights to copy the pull secret, where the sync is not there to do it.
import { expect } from 'chai';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../../support/config.ts';
import { type Output, runOn, warnings } from '../../support/run.ts';
import { type Data, WITHOUT_SYNC } from '../../support/text.ts';

const RUNNER = DEPLOYMENT.replace(
  /(?= {6}containers:)/,
  '      serviceAccountName: porch-fn-runner\n',
);

const API = 'rbac.authorization.k8s.io';
const ACCOUNT = { kind: 'ServiceAccount', name: 'porch-fn-runner', namespace: 'porch-system' };

const role = (rule: object, kind = 'Role') => ({
  apiVersion: `${API}/v1`,
  kind,
  metadata: { name: 'of-runner', ...(kind === 'Role' && { namespace: 'porch-fn-system' }) },
  rules: [{ apiGroups: [''], ...rule }],
});
const binding = (subject: object = ACCOUNT, kind = 'Role', name = 'of-runner') => ({
  apiVersion: `${API}/v1`,
  kind: 'RoleBinding',
  metadata: { name: 'of-runner', namespace: 'porch-fn-system' },
  roleRef: { apiGroup: API, kind, name },
  subjects: [subject],
});
const PODS = { resources: ['pods'], verbs: ['*'] };
const SECRETS = { resources: ['secrets'], verbs: ['create', 'get', 'update'] };

/** Of a role for all namespaces. */
const everywhere = [
  role(PODS, 'ClusterRole'),
  { ...binding(ACCOUNT, 'ClusterRole'), kind: 'ClusterRoleBinding' },
];

const run = (data: Data, objects: readonly object[], runner = RUNNER): Output =>
  runOn(resourceList([runner, ...objects.map(object => JSON.stringify(object))], configMap(data)));
const flagged = (flag: string) => RUNNER.replace(/( +- )--functions/, `$1${flag}\n$&`);

/** The verbs that the runner lacks, as the only warning names them. */
function lackingIn(output: Output): string[] {
  expect(warnings(output)).to.deep.equal(['warning -: runner-rights-missing']);
  const messages = output.results.map(({ message }) => message).join();
  return messages.match(/\b(?:get|list|watch|create|update|delete)\b/g) ?? [];
}

describe('without the sync, the runner’s rights on Secrets', () => {
  it('are missed where the package clearly grants it others only', () => {
    for (const objects of [[role(PODS), binding()], everywhere]) {
      expect(lackingIn(run(WITHOUT_SYNC, objects))).to.deep.equal(['get', 'create', 'update']);
    }
  });

  it('are more where the release reads through a cache', () => {
    const current = RUNNER.replace('v1.5.6', 'latest');
    const objects = [role(SECRETS), binding()];
    expect(lackingIn(run(WITHOUT_SYNC, objects, current))).to.deep.equal(['list', 'watch']);
  });

  const silent: readonly (readonly [name: string, objects: readonly object[], runner?: string])[] =
    [
      ['they are granted', [role(SECRETS), binding()]],
      ['all is granted', [role({ resources: ['*'], verbs: ['*'] }), binding()]],
      [
        'all ServiceAccounts have them',
        [
          role(PODS),
          binding(),
          role(SECRETS, 'ClusterRole'),
          binding({ kind: 'Group', name: 'system:serviceaccounts:porch-system' }, 'ClusterRole'),
        ],
      ],
      ['no binding names the account', []],
      ['another account is bound', [role(PODS), binding({ ...ACCOUNT, name: 'another' })]],
      ['the role is not in the package', [binding()]],
      ['the role is one of the cluster', [binding(ACCOUNT, 'ClusterRole', 'edit')]],
      [
        'the role is put together by the cluster',
        [
          { ...role(PODS, 'ClusterRole'), aggregationRule: {}, rules: [] },
          binding(ACCOUNT, 'ClusterRole'),
        ],
      ],
      ['the role names the Secret', [role({ ...SECRETS, resourceNames: ['x'] }), binding()]],
      ['the pods run in its own namespace', everywhere, flagged('--pod-namespace=porch-system')],
      [
        'the flag holds no namespace, for it may hold anything',
        everywhere,
        flagged('--pod-namespace=$(NS)'),
      ],
    ];
  for (const [name, objects, runner] of silent) {
    it(`are not missed where ${name}`, () => {
      expect(warnings(run(WITHOUT_SYNC, objects, runner))).to.deep.equal([]);
    });
  }

  it('are granted, without a warning, where it runs', () => {
    const output = run(CREDENTIALS, [role(PODS), binding()]);
    expect(warnings(output)).to.deep.equal([]);
    const names = output.list.items.map(({ metadata }) => metadata.name);
    expect(names).to.include('function-runner-pull-secrets');
  });
});
