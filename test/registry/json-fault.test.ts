import { expect } from 'chai';
import fc from 'fast-check';
import { jsonFault, repeatedName } from '../../src/registry/json-fault.ts';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('a text that is no JSON', () => {
  const faults: readonly (readonly [text: string, line: number, column: number])[] = [
    ['', 1, 1],
    [' ', 1, 2],
    ['{', 1, 2],
    ['{"a"', 1, 5],
    ['{"a":', 1, 6],
    ['{"a":1', 1, 7],
    ['{"a":1,}', 1, 8],
    ['{"a":1,\n', 2, 1],
    ['{"a":1}}', 1, 8],
    ['{"a":1} x', 1, 9],
    ['{a:1}', 1, 2],
    ["{'a':1}", 1, 2],
    ['{"a" 1}', 1, 6],
    ['{"a":1 "b":2}', 1, 8],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{"a":"b', 1, 8],
    ['{"a":"b\nc"}', 1, 8],
    ['{"a":"\\x"}', 1, 7],
    ['{"a":"\\u12g4"}', 1, 7],
    ['{"a":01}', 1, 7],
    ['{"a":-}', 1, 6],
    ['{"a":1.}', 1, 7],
    ['{"a":tru}', 1, 6],
    ['{"a":nullx}', 1, 10],
    ['[1,]', 1, 4],
    ['[1}', 1, 3],
    ['[', 1, 2],
    ['auths:\n  ghcr.io: {}', 1, 1],
    ['\uFEFF{}', 1, 1],
  ];
  for (const [text, line, column] of faults) {
    it(`stops being it at line ${line}, column ${column}: ${JSON.stringify(text)}`, () => {
      expect(jsonFault(text)).to.deep.equal({ line, column });
    });
  }

  it('is whatever JSON.parse refuses', () => {
    const unit = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '"a"', '\\', '\n', ' ', '\u0007', '\u2028', '😀'],
      ...['0', '1', '-', '.', 'e', '+', 'true', 'null', 'u0041', '\u0085', '\ud83d'],
    );
    const broken = fc
      .tuple(fc.jsonValue(), fc.nat(), fc.nat({ max: 2 }), fc.string({ unit, maxLength: 2 }))
      .map(([value, place, length, between]) => {
        const text = JSON.stringify(value, undefined, 1);
        const at = place % (text.length + 1);
        return text.slice(0, at) + between + text.slice(at + length);
      });
    fc.assert(
      fc.property(fc.oneof(broken, fc.string({ unit })), text => {
        expect(jsonFault(text) === undefined).to.equal(isJson(text));
      }),
      { numRuns: 10_000 },
    );
  });

  it('stops at the token at which the parser says it does', () => {
    const text = fc.jsonValue().map(value => JSON.stringify(value, undefined, 1));
    fc.assert(
      fc.property(text, fc.nat(), fc.constantFrom('"', '}', ',', 'x'), (whole, place, more) => {
        const at = place % (whole.length + 1);
        const broken = whole.slice(0, at) + more + whole.slice(at);
        try {
          JSON.parse(broken);
        } catch (error) {
          const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(String(error)) ?? [];
          if (line === undefined) return;
          const fault = jsonFault(broken);
          expect(fault?.line).to.equal(Number(line));
          // The parser counts the good characters of a broken number, literal or escape too.
          const between = broken
            .split('\n')
            [Number(line) - 1]?.slice((fault?.column ?? 0) - 1, Number(column) - 1);
          expect(between).to.match(/^\\?[-+.\w]*$/);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('is read in no time, however long', () => {
    for (const part of ['[', '{"a":', '"a', '1', ' ', '\\"', '[1,']) {
      expect(jsonFault(`${part.repeat(300_000)}!`)).not.to.equal(undefined);
    }
  }).timeout(5000);
});

describe('a JSON text that has a name twice', () => {
  const repeated: readonly (readonly [text: string, line: number, column: number])[] = [
    ['{"a":1,"a":2}', 1, 8],
    ['{"a":{"b":1,\n "b":2}}', 2, 2],
    ['[{"a":1},{"a":1,"\\u0061":2}]', 1, 17],
    ['{"a":[{"b":{}}],"c":{},"a":[]}', 1, 24],
    ['{"__proto__":1,"__proto__":2}', 1, 16],
  ];
  for (const [text, line, column] of repeated) {
    it(`is told where: ${JSON.stringify(text)}`, () => {
      expect(repeatedName(text)).to.deep.equal({ line, column });
    });
  }

  it('is none of those that JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(repeatedName(JSON.stringify(value))).to.equal(undefined);
        expect(repeatedName(JSON.stringify(value, null, 2))).to.equal(undefined);
      }),
    );
  });
});
