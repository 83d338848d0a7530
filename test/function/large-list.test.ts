// A ResourceList of 8 MB and 1,200 items, one of them to edit.
import { expect } from 'chai';
import { dump } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';

function bystander(index: number): string {
  const kind = ['ConfigMap', 'Secret', 'Deployment', 'Widget'][index % 4] ?? '';
  const body = `- item: ${index}\n---\nfunction-runner # registry-credentials\n`.repeat(
    80 + (index % 200),
  );
  const object = { apiVersion: 'v1', kind, metadata: { name: `object-${index}` }, data: { body } };
  return `# Comment ${index}\n${dump(object)}`;
}

it('an 8 MB list of 1,200 items leaves with every other item as it came', () => {
  const others = Array.from({ length: 1200 }, (_, index) => bystander(index));
  const items = [...others.slice(0, 700), DEPLOYMENT, ...others.slice(700)];
  const input = resourceList(items, configMap(CREDENTIALS));
  expect(input.length).to.be.greaterThan(8_000_000);
  const { output, failed } = evaluate(Buffer.from(input));
  expect(failed).to.equal(false);
  const text = output.toString();
  const start = input.indexOf('- apiVersion: apps/v1');
  const end = input.indexOf('- # Comment 700');
  const added = text.indexOf(
    '- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: auth-secret',
  );
  expect(text.slice(0, start)).to.equal(input.slice(0, start));
  const behind = text.indexOf('- # Comment 700');
  expect(text.slice(behind, added)).to.equal(input.slice(end, input.indexOf('functionConfig:')));
  expect(text.slice(start, behind)).to.contain('--registry-auth-secret-name=auth-secret');
});
