// Wiring in a Deployment that no longer evaluates functions: by what it is known as the function's own.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../../src/function/evaluate.ts';
import { configMap } from '../../support/config.ts';
import { environment, layout } from '../../support/layouts.ts';

type Mount = { name: string; readOnly?: boolean };
type Container = { name: string; env?: object[]; volumeMounts?: Mount[] };
type Pod = { containers: [Container]; initContainers?: object[] };
type Item = { kind: string; spec: { template: { spec: Pod } } };

const EXISTING = { secretMode: 'existing', sync: 'sidecar' };

function run(items: readonly object[], data: Record<string, string>): Item[] {
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items };
  const input = JSON.stringify({ ...list, functionConfig: configMap(data) });
  const { output, failed } = evaluate(Buffer.from(input));
  expect(failed, output.toString()).to.equal(false);
  return (load(output.toString()) as { items: Item[] }).items;
}

/** The Deployments alone, wired for a Secret of the user's, then with the evaluator in the other one. */
function movedAfter(change: (pod: Pod) => void): Item[] {
  const items = run(layout('runner'), EXISTING).filter(({ kind }) => kind === 'Deployment');
  for (const { spec } of items) {
    const pod = spec.template.spec;
    const [container] = pod.containers;
    if (container.name === 'porch-server') container.env = environment(true);
    if (container.name !== 'function-runner') continue;
    container.env = environment(false);
    change(pod);
  }
  return items;
}

const isWired = (items: readonly Item[]): boolean =>
  JSON.stringify(items[0]).includes('registry-auth-secret');
const isHandmade = ({ containers: [container] }: Pod): void => {
  for (const mount of container.volumeMounts ?? []) delete mount.readOnly;
};

describe('wiring in a Deployment that is no longer the one', () => {
  it('goes where it is as the function writes it', () => {
    const moved = movedAfter(pod => {
      delete pod.initContainers;
    });
    expect(isWired(moved)).to.equal(true);
    expect(isWired(run(moved, EXISTING))).to.equal(false);
  });

  it('goes where the sync runs beside it, whatever a user has changed', () => {
    expect(isWired(run(movedAfter(isHandmade), EXISTING))).to.equal(false);
  });

  it('stays where it may be by hand', () => {
    const moved = movedAfter(pod => {
      delete pod.initContainers;
      isHandmade(pod);
    });
    expect(isWired(run(moved, EXISTING))).to.equal(true);
  });
});
