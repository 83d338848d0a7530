// The sidecar's image may be in the private registry: its pod needs the pull secret before the sync runs.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';

type PodSpec = { imagePullSecrets?: { name: string }[] };
type List = { items: { spec: { template: { spec: PodSpec } } }[] };

const OTHERS = DEPLOYMENT.replace(
  '      containers:\n',
  '      imagePullSecrets:\n      - name: of-somebody-else # stays\n      containers:\n',
);

function run(deployment: string, data: Readonly<Record<string, string>>) {
  const { output, failed } = evaluate(Buffer.from(resourceList([deployment], configMap(data))));
  expect(failed, output.toString()).to.equal(false);
  return output.toString();
}
const next = (text: string, data: object): string => {
  const { items } = load(text) as { items: object[] };
  return evaluate(
    Buffer.from(
      resourceList(
        items.map(item => JSON.stringify(item)),
        configMap({ ...data }),
      ),
    ),
  ).output.toString();
};
const secretsOf = (text: string) =>
  (load(text) as List).items[0]?.spec.template.spec.imagePullSecrets?.map(({ name }) => name);

describe('the runner’s pod with the sidecar', () => {
  const SIDECAR = { ...CREDENTIALS, sync: 'sidecar' };

  it('gets the pull secret in its imagePullSecrets, behind those of others', () => {
    expect(secretsOf(run(DEPLOYMENT, SIDECAR))).to.deep.equal(['auth-secret']);
    const text = run(OTHERS, SIDECAR);
    expect(secretsOf(text)).to.deep.equal(['of-somebody-else', 'auth-secret']);
    expect(text).to.contain('- name: of-somebody-else # stays\n');
  });

  it('has none of it with the sync in a pod of its own, or none', () => {
    for (const sync of ['companion', 'none']) {
      expect(secretsOf(run(OTHERS, { ...CREDENTIALS, sync }))).to.deep.equal(['of-somebody-else']);
      expect(secretsOf(next(run(OTHERS, SIDECAR), { ...CREDENTIALS, sync }))).to.deep.equal([
        'of-somebody-else',
      ]);
    }
  });

  it('keeps one entry through a change of the name, and loses it when disabled', () => {
    const renamed = next(run(OTHERS, SIDECAR), { ...SIDECAR, secretName: 'other' });
    expect(secretsOf(renamed)).to.deep.equal(['of-somebody-else', 'other']);
    expect(secretsOf(next(renamed, { state: 'disabled' }))).to.deep.equal(['of-somebody-else']);
  });
});
