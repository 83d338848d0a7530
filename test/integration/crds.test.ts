// What the function writes for the External Secrets operator, and the example's generators, before the operator's own
// CRDs on a real API server: those of the newest release, and of the one that the tests run.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { type Cluster, startCluster } from '../cluster.ts';
import { documents, resourceList } from '../support/config.ts';
import { crdsOf, needsOperator } from '../support/external-secrets.ts';
import { installCrds } from './operator.ts';
import { needsCluster } from './shared-cluster.ts';

type Document = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: object;
};
const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** The example's package as the function gives it back. */
function rendered(example: string): readonly Document[] {
  const folder = `${EXAMPLES}enable-private-registries-${example}/`;
  const files = readdirSync(folder).filter(file => file.endsWith('.yaml'));
  const items = files.flatMap(file => documents(readFileSync(folder + file, 'utf8'), file));
  const config = load(readFileSync(`${folder}registries.yaml`, 'utf8'));
  const { output, failed } = evaluate(Buffer.from(resourceList(items, config)));
  expect(failed, output.toString()).to.equal(false);
  return (load(output.toString()) as { items: Document[] }).items;
}

/** The one that the tests run, and the newest. */
const RELEASES = ['v0.20.4', 'v1.3.2'];
const PACKAGES = {
  'external-secret': rendered('external-secret'),
  'short-lived-logins': rendered('short-lived-logins'),
};

describe('the documents of the examples for External Secrets', function () {
  this.timeout(120_000);
  needsCluster();
  needsOperator();

  for (const release of RELEASES) {
    describe(`with the CRDs of ${release}`, () => {
      let cluster: Cluster;
      before(async () => {
        cluster = await startCluster();
        await installCrds(cluster, crdsOf(release));
        for (const name of ['porch-system', 'porch-fn-system']) {
          await cluster.request('POST', '/api/v1/namespaces', { metadata: { name } });
        }
      });
      after(() => cluster?.stop());

      /** What the API server answers, which takes no unknown field. */
      const answer = async (document: Document) => {
        const { apiVersion, kind, metadata } = document;
        const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
        const { resources } = (
          await cluster.request<{ resources: { kind: string; name: string }[] }>('GET', group)
        ).body;
        const plural = resources.find(each => each.kind === kind && !each.name.includes('/'))?.name;
        const path = `${group}/namespaces/${metadata.namespace ?? 'default'}/${plural}`;
        const query = 'dryRun=All&fieldValidation=Strict';
        return cluster.request<{ message?: string }>('POST', `${path}?${query}`, document);
      };

      for (const [name, list] of Object.entries(PACKAGES)) {
        it(`${name} is taken as a whole`, async () => {
          for (const document of list.filter(({ kind }) => kind !== 'ConfigMap')) {
            const { status, body } = await answer(document);
            expect(status, `${document.kind}: ${body.message}`).to.equal(201);
          }
        });
      }

      it('a field that the operator does not know is not taken', async () => {
        const [secret] = PACKAGES['short-lived-logins'].filter(
          ({ kind }) => kind === 'ExternalSecret',
        );
        const { status } = await answer({
          ...(secret as Document),
          spec: { ...secret?.spec, dataFrom: [{ generatorRef: {} }] },
        });
        expect(status).to.equal(400);
      });
    });
  }
});
