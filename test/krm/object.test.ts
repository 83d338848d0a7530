import { expect } from 'chai';
import { get, isSame, listAt } from '../../src/krm/object.ts';

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

describe('two values', () => {
  const same: readonly (readonly [unknown, unknown])[] = [
    [1, 1],
    [null, null],
    [
      { a: [1, { b: 'c' }], d: {} },
      { d: {}, a: [1, { b: 'c' }] },
    ],
  ];
  const others: readonly (readonly [unknown, unknown])[] = [
    [1, '1'],
    [null, {}],
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: undefined }, { b: undefined }],
  ];
  for (const [a, b] of same) {
    it(`${JSON.stringify(a)} and ${JSON.stringify(b)} are the same`, () =>
      expect(isSame(a, b)).to.equal(true));
  }
  for (const [a, b] of others) {
    it(`${JSON.stringify(a)} and ${JSON.stringify(b)} are not the same`, () =>
      expect([isSame(a, b), isSame(b, a)]).to.deep.equal([false, false]));
  }
});

describe('the list at a path', () => {
  it('is empty where there is none', () =>
    expect([listAt({ a: [1] }, 'a'), listAt({ a: 1 }, 'a'), listAt(null, 'a')]).to.deep.equal([
      [1],
      [],
      [],
    ]));
});
