import { expect } from 'chai';
import fc from 'fast-check';
import { plainLines } from '../../src/yaml/plain.ts';
import { dumpedLines } from '../../src/yaml/print.ts';

/** Texts of all that has a meaning in YAML, in any order. */
const text = fc.oneof(
  fc.constantFrom(
    'yes',
    'Null',
    '12',
    '0644',
    '2-a.yaml',
    '10m',
    '96Mi',
    '.docker',
    '.infx',
    '.nan',
    '1e3',
    '.5',
    '~',
    '--flag=x',
    '-t',
    '2-z',
    '.TtZz',
    '- a',
    'a: b',
    'a #b',
  ),
  fc
    .array(fc.constantFrom(...'ay1:#- \'"`[]{},&*!|>%@?=/.~\\é\n\t', ': ', ' #'), { maxLength: 6 })
    .map(parts => parts.join('')),
  fc.string({ maxLength: 8 }),
);
const value = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    text,
    fc.oneof(fc.boolean(), fc.integer(), fc.double(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

describe('a plain value', () => {
  it('has the very lines that js-yaml writes', () => {
    fc.assert(
      fc.property(value, fc.boolean(), (any, seqNoIndent) => {
        const lines = plainLines(any, seqNoIndent);
        if (lines !== undefined) expect(lines).to.deep.equal(dumpedLines(any, seqNoIndent));
      }),
      { numRuns: 5000 },
    );
  });

  const plain = [
    { kind: 'Role', rules: [{ apiGroups: [''], verbs: ['get', 'list'] }], metadata: {} },
    ['--enable-private-registries=true', 'set the flag `--x`', '`data.x` must: y', "it's", '0'],
    { a: [[1, [true]], [], {}], b: "it's: so" },
  ];
  for (const one of plain) {
    it(`is ${JSON.stringify(one)}`, () => {
      expect(plainLines(one, true)).to.deep.equal(dumpedLines(one, true));
      expect(plainLines(one, false)).to.deep.equal(dumpedLines(one, false));
    });
  }

  for (const other of [
    'yes',
    '-t',
    '2-z',
    '.TtZz',
    'a\nb',
    'é',
    '1e3',
    { y: 1 },
    [1.5],
    null,
    undefined,
  ]) {
    it(`is not ${JSON.stringify(other)}`, () => {
      expect(plainLines(other, true)).to.equal(undefined);
    });
  }
});
