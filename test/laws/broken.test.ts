// Whatever is broken in a package: a run that fails says why, by no bug, and its items leave as they came.
import { expect } from 'chai';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import type { Result } from '../../src/krm/result.ts';
import { brokenItems } from '../support/broken.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';
import { options } from '../support/packages.ts';

const meta = (name: string, namespace = 'porch-system') => ({ name, namespace });
const RBAC = 'rbac.authorization.k8s.io/v1';
const PACKAGE: readonly object[] = [
  load(DEPLOYMENT) as object,
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('porch-server'),
    spec: { template: { spec: { containers: [{ name: 'porch-server', image: 'x' }] } } },
  },
  {
    apiVersion: RBAC,
    kind: 'Role',
    metadata: meta('r', 'porch-fn-system'),
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
  },
  {
    apiVersion: RBAC,
    kind: 'RoleBinding',
    metadata: meta('r', 'porch-fn-system'),
    roleRef: { kind: 'Role', name: 'r' },
    subjects: [{ kind: 'ServiceAccount', ...meta('default') }],
  },
];
/** The package as it is, and as earlier runs left it, so that there is something to correct and to remove. */
const objects = [
  [],
  [{ ...CREDENTIALS, dockerConfigFor: 'porch-server' }],
  [{ ...CREDENTIALS, sync: 'sidecar' }],
  [{ secretMode: 'externalSecret', secretStore: 's', remoteKey: 'k', registry: 'ghcr.io' }],
].map(([data]) => (data === undefined ? PACKAGE : writtenBy(data)));

function writtenBy(data: Record<string, string>): object[] {
  const items = PACKAGE.map(item => JSON.stringify(item));
  const { output } = evaluate(Buffer.from(resourceList(items, configMap(data))));
  return (load(output.toString()) as { items: object[] }).items;
}

/** Credentials in the options, or in a ConfigMap of the package that may be broken too. */
const SOURCE = configMap(CREDENTIALS, 'registry-credentials');
const choice = fc.oneof(
  options.map(data => ({ data, more: [] })),
  fc
    .constantFrom<Record<string, string>>(
      {},
      { state: 'disabled' },
      { sync: 'sidecar' },
      { dockerConfigFor: 'porch-server' },
      { deployment: 'porch-server', container: 'porch-server' },
    )
    .map(data => ({ data, more: [SOURCE] })),
);
const codesOf = (results: readonly Result[]) => results.map(({ code }) => code);
const broken = (objects: readonly object[]) =>
  choice.chain(({ data, more }) =>
    brokenItems([...objects, ...more]).map(texts => resourceList(texts, configMap({ ...data }))),
  );

describe('for every broken package', () => {
  objects.forEach((items, index) => {
    it(`a run has a result where it fails, and no bug: ${index}`, () => {
      fc.assert(
        fc.property(broken(items), input => {
          const { output, results, failed, fault } = evaluate(Buffer.from(input));
          expect(fault).to.equal(undefined);
          expect(results.some(({ severity }) => severity === 'error')).to.equal(failed);
          expect(codesOf(results)).not.to.include('edit-not-proven');
          const isList = !codesOf(results).some(code => code.startsWith('stdin-'));
          if (failed && isList) expect(output.toString().slice(0, input.length)).to.equal(input);
        }),
        { numRuns: 300 },
      );
    });
  });
});
