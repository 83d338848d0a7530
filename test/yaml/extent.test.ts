import { expect } from 'chai';
import type { ScalarNode } from '../../src/yaml/node.ts';
import { treeOf } from './nodes.ts';

/** The scalar under `k`. */
function scalarIn(source: string): ScalarNode {
  const { root } = treeOf(source);
  const value = root.kind === 'mapping' ? root.pairs[0]?.value : undefined;
  if (value?.kind !== 'scalar') throw new Error('no scalar');
  return value;
}

type Case = readonly [source: string, slice: string, text: string];

describe('a scalar reaches', () => {
  const cases: readonly Case[] = [
    ['k: a b # c\n', 'a b', 'a b'],
    ['k: a b', 'a b', 'a b'],
    ['k: a#b:c\n', 'a#b:c', 'a#b:c'],
    ['k:\n  a\n', 'a', 'a'],
    ['k: a\n  b\n\n  c # d\n', 'a\n  b\n\n  c', 'a b\nc'],
    ['k: a\r\n  b\r\n', 'a\r\n  b', 'a b'],
    ['k: a\r  b\r', 'a\r  b', 'a b'],
    ['k: "a \\" # b" # c\n', '"a \\" # b"', 'a " # b'],
    ['k: "a\n  b\\\n  c"\n', '"a\n  b\\\n  c"', 'a bc'],
    ["k: 'it''s'\n", "'it''s'", "it's"],
    ["k: ''\n", "''", ''],
    ['k: ""\n', '""', ''],
    ['k:\n', '', ''],
    ['k: # c\n', '', ''],
    ['k:', '', ''],
    ['k: &x\n', '&x', ''],
    ['k: !!str\n', '!!str', ''],
    ['k: &x !!str a\n', '&x !!str a', 'a'],
    ['k: !t &x\n  a\n', '!t &x\n  a', 'a'],
    ['k: !<tag:x> "a"\n', '!<tag:x> "a"', 'a'],
    ['k: ~\n', '~', '~'],
    ['k: ü😀\n', 'ü😀', 'ü😀'],
  ];
  for (const [source, slice, text] of cases) {
    it(`over ${JSON.stringify(slice)} in ${JSON.stringify(source)}`, () => {
      const node = scalarIn(source);
      expect([source.slice(node.start, node.end), node.text]).to.deep.equal([slice, text]);
    });
  }

  it('to behind the colon, the anchor or the tag where it is empty', () => {
    for (const source of ['k:', 'k: &x', 'k: !!str', 'k: &x !!str', 'k: !!str &x']) {
      expect(scalarIn(`${source} # c\n`).end).to.equal(source.length);
    }
  });
});

describe('a block scalar reaches', () => {
  const cases: readonly Case[] = [
    ['k: |\n  a\n  b\nl: 1\n', '|\n  a\n  b\n', 'a\nb\n'],
    ['k: |-\n  a\nl: 1\n', '|-\n  a\n', 'a'],
    ['k: |\n  a\n\n\nl: 1\n', '|\n  a\n', 'a\n'],
    ['k: |\n  a\n \n  \nl: 1\n', '|\n  a\n', 'a\n'],
    ['k: |\n  a\n   \nl: 1\n', '|\n  a\n   \n', 'a\n \n'],
    ['k: |+\n  a\n\n \nl: 1\n', '|+\n  a\n\n \n', 'a\n\n\n'],
    ['k: >\n  a\n  b\n\n  c\n\n', '>\n  a\n  b\n\n  c\n', 'a b\nc\n'],
    ['k: >-\n  a\n', '>-\n  a\n', 'a'],
    ['k: |2\n   a\n', '|2\n   a\n', ' a\n'],
    ['k: |1-\n  a\n', '|1-\n  a\n', ' a'],
    ['k: |-2\n  a\n', '|-2\n  a\n', 'a'],
    ['k: | # c | d\n  a\n', '| # c | d\n  a\n', 'a\n'],
    ['k:\n  |\n  a\n', '|\n  a\n', 'a\n'],
    ['k: &x !!str |\n  a\n', '&x !!str |\n  a\n', 'a\n'],
    ['"x|#y": |\n  a\n', '|\n  a\n', 'a\n'],
    ['k: |\n\n  a\n', '|\n\n  a\n', '\na\n'],
    ['k: |\n  ---\n  # a\n  - b\n# c\n', '|\n  ---\n  # a\n  - b\n', '---\n# a\n- b\n'],
    ['k: |\r\n  a\r\n\r\nl: 1\r\n', '|\r\n  a\r\n', 'a\n'],
    ['k: |\n  a', '|\n  a', 'a\n'],
    ['k: |\nl: 1\n', '|\n', ''],
    ['k: |\n\n\nl: 1\n', '|\n', ''],
    ['k: |-\n \n', '|-\n', ''],
    ['k: |+\n\n\nl: 1\n', '|+\n\n\n', '\n\n'],
    ['k: |2\n\nl: 1\n', '|2\n', ''],
    ['k: |', '|', ''],
  ];
  for (const [source, slice, text] of cases) {
    it(`over ${JSON.stringify(slice)} in ${JSON.stringify(source)}`, () => {
      const node = scalarIn(source);
      expect([source.slice(node.start, node.end), node.text]).to.deep.equal([slice, text]);
    });
  }

  for (const [source, slice] of [
    ['|\n  a\n', '|\n  a\n'],
    ['--- |\n  a\n', '|\n  a\n'],
    ['%YAML 1.2\n--- >\n  a\n', '>\n  a\n'],
    ['# --- |\n---\n# |\n|\n  a\n', '|\n  a\n'],
  ] as const) {
    it(`over ${JSON.stringify(slice)} as the document ${JSON.stringify(source)}`, () => {
      const { root } = treeOf(source);
      expect(source.slice(root.start, root.end)).to.equal(slice);
    });
  }
});
