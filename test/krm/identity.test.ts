import { expect } from 'chai';
import { fileAnnotations, identityOf, keyOf } from '../../src/krm/identity.ts';

const NOBODY = {
  apiVersion: '',
  kind: '',
  name: '',
  namespace: undefined,
  path: undefined,
  index: undefined,
  package: undefined,
  labels: undefined,
};

describe('the identity of an object', () => {
  it('is its type, its name and its place', () => {
    const annotations = fileAnnotations('a/b.yaml', 3, '/a');
    const metadata = { name: 'n', namespace: 'ns', labels: { a: 'b' }, annotations };
    expect(identityOf({ apiVersion: 'v1', kind: 'Secret', metadata })).to.deep.equal({
      apiVersion: 'v1',
      kind: 'Secret',
      name: 'n',
      namespace: 'ns',
      path: 'a/b.yaml',
      index: 3,
      package: '/a',
      labels: { a: 'b' },
    });
  });

  it('is nothing for what is no object', () => {
    const others = [undefined, null, 'kind', 1, [], ['kind'], { metadata: 'name' }, { kind: {} }];
    for (const other of others) expect(identityOf(other)).to.deep.equal(NOBODY);
  });

  it('has numbers as text, as they are named', () => {
    const object = { apiVersion: 1, kind: true, metadata: { name: 12, namespace: null } };
    expect(identityOf(object)).to.deep.equal({ ...NOBODY, apiVersion: '1', name: '12' });
  });

  const place = (annotations: object) => {
    const { path, index } = identityOf({ metadata: { annotations } });
    return [path, index];
  };
  it('takes the legacy annotations where there are no others', () => {
    const legacy = { 'config.kubernetes.io/path': 'a', 'config.kubernetes.io/index': '1' };
    const current = {
      'internal.config.kubernetes.io/path': 'b',
      'internal.config.kubernetes.io/index': '2',
    };
    expect(place(legacy)).to.deep.equal(['a', 1]);
    expect(place({ ...legacy, ...current })).to.deep.equal(['b', 2]);
    expect(place({})).to.deep.equal([undefined, undefined]);
  });

  it('has an index only where it is a number', () => {
    const index = (value: unknown) => place({ 'config.kubernetes.io/index': value })[1];
    expect(['0', 7, 'x', '', null].map(index)).to.deep.equal([
      0,
      7,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the key of an object', () => {
  const key = { apiVersion: 'v1', kind: 'Secret', name: 'n', namespace: 'ns' };
  it('tells it from others, wherever it stands', () => {
    expect(keyOf({ ...NOBODY, ...key, path: 'a', index: 1, labels: {} })).to.deep.equal(key);
  });
});
