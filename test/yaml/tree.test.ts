import { expect } from 'chai';
import fc from 'fast-check';
import type { Node } from '../../src/yaml/node.ts';
import { nodeValue } from '../../src/yaml/value.ts';
import { documentOf, value } from './arbitrary.ts';
import { childrenOf, expectNesting, expectSlices, treeOf } from './nodes.ts';

/** What a node covers, and in a collection each of its spans. */
function shape(source: string, node: Node): unknown {
  const slice = source.slice(node.start, node.end);
  if (node.kind === 'alias' || node.kind === 'scalar') return slice;
  const spans = node.spans.map(({ start, end }) => source.slice(start, end));
  return [slice, spans, childrenOf(node).map(child => shape(source, child))];
}

describe('a tree', () => {
  const cases: readonly (readonly [source: string, shape: unknown])[] = [
    ['a: 1 # c\nb:\n', ['a: 1 # c\nb:', ['a: 1', 'b:'], ['a', '1', 'b', '']]],
    ['- a\n# c\n-\n- b\n', ['- a\n# c\n-\n- b', ['- a', '-', '- b'], ['a', '', 'b']]],
    [
      '- - a\n  - b\n',
      ['- - a\n  - b', ['- - a\n  - b'], [['- a\n  - b', ['- a', '- b'], ['a', 'b']]]],
    ],
    ['- -\n-\n', ['- -\n-', ['- -', '-'], [['-', ['-'], ['']], '']]],
    [
      '-\t# c\n- a: -b\n',
      ['-\t# c\n- a: -b', ['-', '- a: -b'], ['', ['a: -b', ['a: -b'], ['a', '-b']]]],
    ],
    ['[a, # x, ]\n b]', ['[a, # x, ]\n b]', ['a', 'b'], ['a', 'b']]],
    ['[]', ['[]', [], []]],
    ['{ # }\n}', ['{ # }\n}', [], []]],
    ['[ a , ]', ['[ a , ]', ['a'], ['a']]],
    [
      '{"a":1,"b":[]}',
      ['{"a":1,"b":[]}', ['"a":1', '"b":[]'], ['"a"', '1', '"b"', ['[]', [], []]]],
    ],
    [
      '{a, b: , ? c, ? d : 1}',
      [
        '{a, b: , ? c, ? d : 1}',
        ['a', 'b:', '? c', '? d : 1'],
        ['a', '', 'b', '', 'c', '', 'd', '1'],
      ],
    ],
    ['[a: b]', ['[a: b]', ['a: b'], [['a: b', ['a: b'], ['a', 'b']]]]],
    [
      '[? a : b, c]',
      ['[? a : b, c]', ['? a : b', 'c'], [['? a : b', ['? a : b'], ['a', 'b']], 'c']],
    ],
    [
      '[{a}: b]',
      ['[{a}: b]', ['{a}: b'], [['{a}: b', ['{a}: b'], [['{a}', ['a'], ['a', '']], 'b']]]],
    ],
    ['[&x a, !t b]', ['[&x a, !t b]', ['&x a', '!t b'], ['&x a', '!t b']]],
    ['{&x a: *x }', ['{&x a: *x }', ['&x a: *x'], ['&x a', '*x']]],
    ['? a # c\n: b\n? c\n', ['? a # c\n: b\n? c', ['? a # c\n: b', '? c'], ['a', 'b', 'c', '']]],
    ['? ? a\n: b\n', ['? ? a\n: b', ['? ? a\n: b'], [['? a', ['? a'], ['a', '']], 'b']]],
    [
      '? - a\n: - b\n',
      [
        '? - a\n: - b',
        ['? - a\n: - b'],
        [
          ['- a', ['- a'], ['a']],
          ['- b', ['- b'], ['b']],
        ],
      ],
    ],
    ['? |\n  a\n: b\n', ['? |\n  a\n: b', ['? |\n  a\n: b'], ['|\n  a\n', 'b']]],
    ['? \n:a: b\n', ['? \n:a: b', ['?', ':a: b'], ['', '', ':a', 'b']]],
    [': a\n', [': a', [': a'], ['', 'a']]],
    ['&x a: *x\n', ['&x a: *x', ['&x a: *x'], ['&x a', '*x']]],
    [
      'a: &x\n  b: 1\n',
      ['a: &x\n  b: 1', ['a: &x\n  b: 1'], ['a', ['&x\n  b: 1', ['b: 1'], ['b', '1']]]],
    ],
    [
      'a: !!seq\n- b\n',
      ['a: !!seq\n- b', ['a: !!seq\n- b'], ['a', ['!!seq\n- b', ['- b'], ['b']]]],
    ],
    ['a: &x [ b ]\n', ['a: &x [ b ]', ['a: &x [ b ]'], ['a', ['&x [ b ]', ['b'], ['b']]]]],
    ['a: &x b\nc: *x # d\n', ['a: &x b\nc: *x', ['a: &x b', 'c: *x'], ['a', '&x b', 'c', '*x']]],
    [
      'a:\r\n- b\r\n-\r\nc: 1\r\n',
      [
        'a:\r\n- b\r\n-\r\nc: 1',
        ['a:\r\n- b\r\n-', 'c: 1'],
        ['a', ['- b\r\n-', ['- b', '-'], ['b', '']], 'c', '1'],
      ],
    ],
    ['a:\t1\t# c\n', ['a:\t1', ['a:\t1'], ['a', '1']]],
    ['a : b\n', ['a : b', ['a : b'], ['a', 'b']]],
    ['  a: 1\n  b: 2\n', ['a: 1\n  b: 2', ['a: 1', 'b: 2'], ['a', '1', 'b', '2']]],
    ['--- # c\na: 1\n...\n', ['a: 1', ['a: 1'], ['a', '1']]],
    ['%YAML 1.2\n---\n- a\n', ['- a', ['- a'], ['a']]],
    [
      'a:\n  b: |\n    x\n\nc: 1\n',
      [
        'a:\n  b: |\n    x\n\nc: 1',
        ['a:\n  b: |\n    x\n', 'c: 1'],
        ['a', ['b: |\n    x\n', ['b: |\n    x\n'], ['b', '|\n    x\n']], 'c', '1'],
      ],
    ],
    ['a', 'a'],
    ['---\n', ''],
  ];
  for (const [source, expected] of cases) {
    it(`of ${JSON.stringify(source)}`, () => {
      expect(shape(source, treeOf(source).root)).to.deep.equal(expected);
    });
  }

  it('gives the value, and each of its nodes its own', () => {
    fc.assert(
      fc.property(documentOf(value), ({ text, value }) => {
        const tree = treeOf(text);
        expect(nodeValue(tree, tree.root)).to.deep.equal(value);
        expectNesting(tree);
        expectSlices(tree);
      }),
      { numRuns: 500 },
    );
  });

  it('is linear in depth and breadth', () => {
    const deep = `${'['.repeat(90)}${']'.repeat(90)}`;
    expect(shape(deep, treeOf(deep).root)).to.be.an('array');
    const wide = Array.from({ length: 20_000 }, (_, index) => `k${index}: [a, b]\n`).join('');
    const { root } = treeOf(wide);
    expect(childrenOf(root).length).to.equal(40_000);
  });
});
