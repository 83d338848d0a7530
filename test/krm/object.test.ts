import { expect } from 'chai';
import { get } from '../../src/krm/object.ts';

describe('get', () => {
  const object = { a: { b: [{ c: 1 }], n: null }, t: 'text', toString: undefined };
  const cases: readonly (readonly [path: readonly string[], value: unknown])[] = [
    [[], object],
    [['a', 'b', '0', 'c'], 1],
    [['a', 'n'], null],
    [['a', 'n', 'x'], undefined],
    [['t', 'length'], undefined],
    [['x', 'y'], undefined],
    [['constructor'], undefined],
    [['__proto__'], undefined],
  ];
  for (const [path, value] of cases) {
    it(`finds ${JSON.stringify(path)}`, () => {
      expect(get(object, ...path)).to.deep.equal(value);
    });
  }

  it('finds nothing in nothing', () => {
    expect([undefined, null, 1].map(value => get(value, 'a'))).to.deep.equal(
      Array(3).fill(undefined),
    );
  });
});
