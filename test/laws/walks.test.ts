// Random walks over layouts and options: what the last configuration asks for is all that counts.
import { expect } from 'chai';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { CREDENTIALS, configMap } from '../support/config.ts';
import { environment, type Layout, layout } from '../support/layouts.ts';

type Metadata = {
  name: string;
  namespace: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
};
type Item = { kind: string; metadata: Metadata; spec?: PodOwner };
type PodOwner = { template?: { spec: { containers: { name: string; env?: object[] }[] } } };
type Data = Readonly<Record<string, string>>;
type Step = { readonly data: Data; readonly layout: Layout; readonly relabels: boolean };

function run(items: readonly Item[], data: Data): Item[] {
  const list = {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items,
    functionConfig: configMap(data),
  };
  const { output, failed, fault } = evaluate(Buffer.from(JSON.stringify(list)));
  expect(failed, fault ?? output.toString()).to.equal(false);
  return (load(output.toString()) as { items: Item[] }).items;
}

/** As a user's merge leaves it: the variable moves, and what the function put elsewhere stays. */
function moved(items: readonly Item[], evaluator: Layout): Item[] {
  return structuredClone([...items]).map(item => {
    for (const container of item.spec?.template?.spec.containers ?? []) {
      if (container.name === 'function-runner') container.env = environment(evaluator === 'runner');
      if (container.name === 'porch-server') container.env = environment(evaluator === 'server');
    }
    return item;
  });
}

/** As `set-labels` leaves it. */
const relabelled = (items: readonly Item[]): Item[] =>
  structuredClone([...items]).map(item => {
    item.metadata.labels = { ...item.metadata.labels, 'app.kubernetes.io/managed-by': 'kpt' };
    return item;
  });

/**
 * By identity, without what other functions own (the label, the index in a file), and without emptied lists.
 * The order of volumes, mounts and variables means nothing, and is that of their coming.
 */
const comparable = (items: readonly Item[]) =>
  (JSON.parse(JSON.stringify(items), normalised) as Item[])
    .map(item => {
      delete item.metadata.labels?.['app.kubernetes.io/managed-by'];
      if (Object.keys(item.metadata.labels ?? {}).length === 0) delete item.metadata.labels;
      for (const key of Object.keys(item.metadata.annotations ?? {})) {
        if (key.endsWith('/index')) delete item.metadata.annotations?.[key];
      }
      return item;
    })
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
function normalised(key: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (value.length === 0) return undefined;
  const isSet = ['volumes', 'volumeMounts', 'env'].includes(key);
  return isSet ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value;
}
const nameOf = ({ kind, metadata: { namespace, name } }: Item) => `${kind} ${namespace}/${name}`;

const step: fc.Arbitrary<Step> = fc.record({
  layout: fc.constantFrom('runner', 'server'),
  relabels: fc.boolean(),
  data: fc
    .record(
      {
        deployment: fc.constantFrom('function-runner', 'porch-server', 'porch-system/porch-server'),
        sync: fc.constantFrom('companion', 'sidecar', 'none'),
        secretName: fc.constantFrom('auth-secret', 'pull-secret'),
        dockerConfigFor: fc.constantFrom('porch-controllers', 'porch-controllers, porch-server'),
      },
      { requiredKeys: [] },
    )
    .map((data): Data => ({ ...CREDENTIALS, ...data })),
});
const walk = fc.array(step, { minLength: 2, maxLength: 5 });

function walked(steps: readonly Step[]): Item[] {
  let items = layout('runner') as Item[];
  for (const { data, layout, relabels } of steps) {
    items = run(moved(items, layout), data);
    if (relabels) items = relabelled(items);
  }
  return items;
}

describe('a random walk over layouts and options', () => {
  it('ends with what a first run with the last configuration gives', () => {
    fc.assert(
      fc.property(walk, step, (steps, last) => {
        const there = run(moved(walked(steps), last.layout), last.data);
        const fresh = run(layout(last.layout) as Item[], last.data);
        expect(comparable(there)).to.deep.equal(comparable(fresh));
        expect(run(there, last.data), 'twice is once').to.deep.equal(there);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves nothing of the function’s own behind when it is disabled', () => {
    fc.assert(
      fc.property(walk, step, (steps, { layout: last, data }) => {
        const { deployment } = data;
        const options = { state: 'disabled', ...(deployment === undefined ? {} : { deployment }) };
        const there = run(moved(walked(steps), last), options);
        expect(comparable(there)).to.deep.equal(comparable(layout(last) as Item[]));
      }),
      { numRuns: 60 },
    );
  });
});
