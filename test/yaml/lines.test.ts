import { expect } from 'chai';
import fc from 'fast-check';
import { breakOf, column, lineBreak, lineEnd, lineStart, opensLine } from '../../src/yaml/lines.ts';

describe('lines', () => {
  const cases: readonly (readonly [source: string, offset: number, start: number, end: number])[] =
    [
      ['', 0, 0, 0],
      ['ab', 0, 0, 2],
      ['ab', 2, 0, 2],
      ['ab\n', 1, 0, 3],
      ['ab\n', 2, 0, 3],
      ['ab\ncd\n', 3, 3, 3],
      ['ab\ncd\n', 4, 3, 6],
      ['ab\ncd', 4, 3, 5],
      ['\nab', 0, 0, 1],
      ['\n\nab', 1, 1, 1],
      ['ab\r\ncd', 2, 0, 4],
      ['ab\r\ncd', 3, 0, 4],
      ['ab\r\ncd', 5, 4, 6],
      ['ab\rcd', 1, 0, 3],
      ['ab\rcd', 4, 3, 5],
      ['ab\r\r\ncd', 2, 0, 3],
      ['ab\r\r\ncd', 3, 3, 3],
    ];
  for (const [source, offset, start, end] of cases) {
    it(`of ${JSON.stringify(source)} around ${offset} are ${start} to ${end}`, () => {
      expect([lineStart(source, offset), lineEnd(source, offset)]).to.deep.equal([start, end]);
      expect(column(source, offset)).to.equal(offset - start);
    });
  }

  it('follow one another without gaps', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r'), maxLength: 20 });
    fc.assert(
      fc.property(text, source => {
        const lines = source.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
        let start = 0;
        for (const line of lines) {
          const end = start + line.length;
          for (let at = start + 1; at < end; at++) {
            expect([lineStart(source, at), lineEnd(source, at)]).to.deep.equal([start, end]);
          }
          start = end;
        }
      }),
    );
  });
});

describe('the line break', () => {
  const cases = [
    ['', '\n'],
    ['a', '\n'],
    ['a\nb\r\n', '\n'],
    ['a\r\nb\n', '\r\n'],
    ['\na', '\n'],
  ] as const;
  for (const [source, expected] of cases) {
    it(`of ${JSON.stringify(source)} is ${JSON.stringify(expected)}`, () => {
      expect(lineBreak(source)).to.equal(expected);
    });
  }

  it('is written again only for what ended with one', () => {
    expect(breakOf('ab\r\ncd', 1, 4)).to.equal('\r\n');
    expect(breakOf('ab\r\ncd', 1, 2)).to.equal('');
    expect(breakOf('ab\r\ncd', 4, 4)).to.equal('');
  });
});

describe('a line is opened', () => {
  it('by what stands behind blanks alone', () => {
    expect(opensLine('  a', 2)).to.equal(true);
    expect(opensLine('a\n\tb', 3)).to.equal(true);
    expect(opensLine('- a', 2)).to.equal(false);
  });
});
