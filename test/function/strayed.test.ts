// Objects of the function that something else has moved or copied: found again, put right, and taken out.
import { expect } from 'chai';
import { CREDENTIALS } from '../support/config.ts';
import { codes, namesOf, type Output, otherMounting, runAgain, runWith } from '../support/run.ts';

const WITH_SYNC = { ...CREDENTIALS, sync: 'companion', syncImage: 'epr:v1' };

type Item = Output['list']['items'][number];
/** The output with its items as another function leaves them. */
const through = ({ list, results }: Output, change: (item: Item) => Item): Output => ({
  list: { ...list, items: list.items.map(change) },
  results,
});
const inNamespace = (namespace: string) => (item: Item) => ({
  ...item,
  metadata: { ...item.metadata, namespace },
});
const isRunner = ({ kind, metadata }: Item) =>
  kind === 'Deployment' && metadata.name === 'function-runner';
/** Where each object of the kind is, as `namespace/name`. */
const placesOf = ({ list }: Output, kind: string) =>
  list.items
    .filter(item => item.kind === kind)
    .map(({ metadata: { namespace, name } }) => `${namespace}/${name}`);

describe('a Deployment that changed its namespace', () => {
  const moved = through(runWith(CREDENTIALS), item =>
    isRunner(item) ? inNamespace('mine')(item) : item,
  );

  it('takes its Secret with it', () => {
    const again = runAgain(moved, CREDENTIALS);
    expect(placesOf(again, 'Secret')).to.deep.equal(['mine/auth-secret']);
    expect(codes(again)).to.deep.equal(['info metadata.namespace: object-changed']);
    expect(namesOf(runAgain(again, { state: 'disabled' }), 'Secret')).to.deep.equal([]);
  });

  it('takes its Secret with it when it is disabled', () => {
    expect(namesOf(runAgain(moved, { state: 'disabled' }), 'Secret')).to.deep.equal([]);
  });

  it('takes its ExternalSecret with it', () => {
    const store = { secretMode: 'externalSecret', secretStore: 'vault', remoteKey: 'k' };
    const external = through(runWith({ ...store, registry: 'ghcr.io' }), item =>
      isRunner(item) ? inNamespace('mine')(item) : item,
    );
    const again = runAgain(external, { ...store, registry: 'ghcr.io' });
    expect(placesOf(again, 'ExternalSecret')).to.deep.equal(['mine/auth-secret']);
  });

  it('leaves the Secret of another Deployment that mounts it', () => {
    const both = through(runWith(CREDENTIALS, otherMounting('auth-secret')), item =>
      isRunner(item) ? inNamespace('mine')(item) : item,
    );
    expect(placesOf(runAgain(both, CREDENTIALS), 'Secret')).to.deep.equal([
      'porch-system/auth-secret',
      'mine/auth-secret',
    ]);
  });
});

describe('a package that is put into one namespace before each run', () => {
  it('settles: nothing is written a second time', () => {
    const render = (output: Output) => runAgain(through(output, inNamespace('mine')), WITH_SYNC);
    const first = runWith(WITH_SYNC);
    const second = render(first);
    const third = render(second);
    expect(third.list.items).to.deep.equal(second.list.items);
    expect(placesOf(third, 'Role')).to.deep.equal([
      'mine/function-runner-pull-secret-sync',
      'porch-fn-system/function-runner-pull-secret-sync-target',
      'porch-fn-system/function-runner-pull-secrets',
    ]);
    expect(third.list.items).to.have.length(first.list.items.length);
  });
});

describe('copies of an object of the function', () => {
  it('go', () => {
    const once = runWith(WITH_SYNC);
    const doubled = { ...once.list, items: [...once.list.items, ...once.list.items.slice(1)] };
    const again = runAgain({ ...once, list: doubled }, WITH_SYNC);
    expect(again.list.items).to.deep.equal(once.list.items);
  });
});

describe('a Secret of the function', () => {
  it('loses what would keep its content from the cluster', () => {
    const once = runWith(CREDENTIALS);
    const edited = through(once, item =>
      item.kind === 'Secret' ? { ...item, immutable: true, stringData: { a: 'b' } } : item,
    );
    const again = runAgain(edited, CREDENTIALS);
    expect(again.list.items).to.deep.equal(once.list.items);
    expect(codes(again)).to.deep.equal(['info -: object-changed']);
  });
});

describe('an object of the function in a subpackage', () => {
  it('stands in the package of the Deployment', () => {
    const annotations = {
      'internal.config.kubernetes.io/path': '2-function-runner.yaml',
      'internal.config.kubernetes.io/package-path': '/packages/sub',
    };
    const unplaced = runWith(WITH_SYNC);
    const placed = through(
      { ...unplaced, list: { ...unplaced.list, items: unplaced.list.items.slice(0, 1) } },
      item => ({ ...item, metadata: { ...item.metadata, annotations } }),
    );
    const { list } = runAgain(placed, WITH_SYNC);
    for (const { metadata } of list.items) {
      expect(metadata).to.have.nested.include({
        'annotations.internal\\.config\\.kubernetes\\.io/package-path': '/packages/sub',
      });
    }
  });
});

describe('the sidecar', () => {
  const SIDECAR = { ...WITH_SYNC, sync: 'sidecar' };
  type Pod = { initContainers: { name: string; env?: { name: string; value: string }[] }[] };
  const podOf = ({ list }: Output) =>
    (list.items.find(isRunner) as unknown as { spec: { template: { spec: Pod } } }).spec.template
      .spec;
  const withInit = (container: Pod['initContainers'][number]) =>
    through(runWith(CREDENTIALS), item => {
      const copy = structuredClone(item);
      if (isRunner(copy))
        podOf({ list: { items: [copy] }, results: [] }).initContainers = [container];
      return copy;
    });

  it('does not take the place of another container of its name', () => {
    const theirs = withInit({ name: 'pull-secret-sync' });
    expect(codes(runAgain(theirs, SIDECAR))).to.deep.equal([
      'error spec.template.spec.initContainers[0]: sidecar-name-taken',
    ]);
    expect(podOf(runAgain(theirs, { state: 'disabled' })).initContainers).to.deep.equal([
      { name: 'pull-secret-sync' },
    ]);
  });

  it('keeps the variables that a user has added, and puts its own right', () => {
    const once = runWith(SIDECAR);
    const [container] = podOf(once).initContainers;
    const env = container?.env ?? [];
    const edited = through(once, item => {
      const copy = structuredClone(item);
      const [sidecar] = isRunner(copy)
        ? podOf({ list: { items: [copy] }, results: [] }).initContainers
        : [];
      if (sidecar) {
        sidecar.env = [
          { name: 'LOG_LEVEL', value: 'debug' },
          ...env.map(({ name }) => ({ name, value: 'x' })),
        ].slice(0, -1);
      }
      return copy;
    });
    expect(podOf(runAgain(edited, SIDECAR)).initContainers[0]?.env).to.deep.equal([
      { name: 'LOG_LEVEL', value: 'debug' },
      ...env,
    ]);
  });
});

describe('a long name of the Deployment', () => {
  it('gives labels that Kubernetes accepts', () => {
    const deployment = 'r'.repeat(60);
    const long = through(runWith(CREDENTIALS), item =>
      isRunner(item) ? { ...item, metadata: { ...item.metadata, name: deployment } } : item,
    );
    const text = JSON.stringify(runAgain(long, { ...WITH_SYNC, deployment }).list);
    const labels = [...text.matchAll(/"app":"([^"]*)"/g)].map(([, value]) => value);
    expect(labels).to.deep.equal(Array(2).fill(`${deployment}-pu`));
  });
});
