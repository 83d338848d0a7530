import { expect } from 'chai';
import fc from 'fast-check';
import { load, SCALAR_STYLE } from 'js-yaml';
import type { ScalarNode } from '../../src/yaml/node.ts';
import { blockLines, flowText, indent, scalarLike } from '../../src/yaml/print.ts';
import { value } from './arbitrary.ts';

const { PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED, LITERAL_BLOCK } = SCALAR_STYLE;

describe('block lines', () => {
  it('have one entry each', () => {
    expect(blockLines({ a: [1, { b: 'x' }], c: {} })).to.deep.equal([
      'a:',
      '  - 1',
      '  - b: x',
      'c: {}',
    ]);
    expect(blockLines({ a: [1] }, true)).to.deep.equal(['a:', '- 1']);
  });

  it('quote what a reader of YAML 1.1 takes for something else', () => {
    const texts = ['yes', '0644', '1e3', 'a: b', '# x', '~', '12:30:45', ''];
    expect(blockLines(texts)).to.deep.equal(texts.map(text => `- '${text}'`));
  });

  it('do not end a document', () => {
    expect(blockLines({ a: 'x\n\n' })).to.deep.equal(['a: "x\\n\\n"']);
  });

  it('are the value, wherever they stand', () => {
    fc.assert(
      fc.property(value, fc.nat({ max: 6 }), (value, width) => {
        const lines = indent(blockLines({ k: value }), width);
        const text = ['k: 1', ...lines.map(line => (line === '' ? line : `  ${line}`)), '', '# c'];
        expect(load(['a:', ...text.slice(1), ''].join('\n'))).to.deep.equal({ a: { k: value } });
        expect(load(['a:', ...text.slice(1), ''].join('\r\n'))).to.deep.equal({ a: { k: value } });
      }),
    );
  });
});

describe('flow text', () => {
  const cases: readonly (readonly [value: unknown, text: string])[] = [
    ['a "b"', '"a \\"b\\""'],
    [1, '1'],
    [null, 'null'],
    [[], '[]'],
    [{}, '{}'],
    [['a', 'b'], '["a", "b"]'],
    [{ a: 1, b: { c: 'x\n  y' } }, '{"a": 1, "b": {"c": "x\\n  y"}}'],
    ['\u0085\u2028\u2029\ufeff\u007f\u00a0ü', '"\\u0085\\u2028\\u2029\\ufeff\\u007f\u00a0ü"'],
  ];
  for (const [value, text] of cases) {
    it(`of ${JSON.stringify(value)} is ${text}`, () => {
      expect(flowText(value)).to.equal(text);
    });
  }

  it('is one line of JSON and of YAML', () => {
    fc.assert(
      fc.property(value, value => {
        const text = flowText(value);
        expect(text).to.match(/^[^\n\r\u0085\u2028]*$/);
        expect(JSON.parse(text)).to.deep.equal(value);
        expect(load(`a: ${text}\n`)).to.deep.equal({ a: value });
      }),
    );
  });
});

describe('a scalar in the place of another', () => {
  const cases: readonly (readonly [ScalarNode['style'], flow: boolean, string, string])[] = [
    [PLAIN, false, 'a', 'a'],
    [PLAIN, false, 'yes', "'yes'"],
    [PLAIN, false, 'a, b', 'a, b'],
    [PLAIN, false, 'a\nb', '"a\\nb"'],
    [PLAIN, false, 'a\u2028', '"a\\u2028"'],
    [PLAIN, true, 'a', '"a"'],
    [PLAIN, true, 'a, b', '"a, b"'],
    [SINGLE_QUOTED, false, "it's", "'it''s'"],
    [SINGLE_QUOTED, true, 'a, b', "'a, b'"],
    [SINGLE_QUOTED, false, 'a\nb', '"a\\nb"'],
    [SINGLE_QUOTED, false, 'a\tb', '"a\\tb"'],
    [DOUBLE_QUOTED, false, 'a"\n', '"a\\"\\n"'],
    [LITERAL_BLOCK, false, 'a', 'a'],
    [LITERAL_BLOCK, false, 'a\nb\n', '"a\\nb\\n"'],
  ];
  for (const [style, flow, value, text] of cases) {
    it(`of style ${style}${flow ? ' between brackets' : ''} is ${text}`, () => {
      const old = {
        kind: 'scalar',
        text: '',
        style,
        flow,
        start: 0,
        end: 0,
        events: [0, 0],
      } as const;
      expect(scalarLike(old, value)).to.equal(text);
    });
  }
});
