// What is removed leaves its comments, and none of them changes what stands before.
import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import { applySplices } from '../../src/yaml/apply-splices.ts';
import { editSequence, removeKey } from '../../src/yaml/edit.ts';
import type { SequenceNode } from '../../src/yaml/node.ts';
import { commentsOf } from '../support/comments.ts';
import { edited, nodeAt } from './edited.ts';
import { treeOf } from './nodes.ts';

type Case = readonly [before: string, after: string];

const removed = (source: string, path: readonly (string | number)[], ...keys: string[]) =>
  edited(source, path, (tree, node) => removeKey(tree, node, ...keys));

describe('a comment on what is removed', () => {
  const cases: readonly Case[] = [
    ['k: # c\n  - a # d\n  # e\n  - b\nl: 1\n', '# c\n  # d\n  # e\nl: 1\n'],
    ['k: | # c\n  a # no comment\n  # none either\nl: 1\n', '# c\nl: 1\n'],
    ['k: "a # b\n  # c" # d\nl: 1\n', '  # d\nl: 1\n'],
    ["k: 'a' # b\nl: 1\n", '# b\nl: 1\n'],
    ['k: {a: b#c, d: "#"} # e\nl: 1\n', '# e\nl: 1\n'],
    ['k:\r\n- a # b\r\nl: 1\r\n', '# b\r\nl: 1\r\n'],
    ['k:\r- a # b\rl: 1\r', '# b\rl: 1\r'],
    ['j: 1\nk: # c\n', 'j: 1\n# c\n'],
    ['k: a # c\n', '{} # c\n'],
    ['k:\n  # c\n  - a\n', '{}\n  # c\n'],
  ];
  for (const [before, after] of cases) {
    it(`stays in ${JSON.stringify(before)}`, () => {
      expect(removed(before, [], 'k')).to.equal(after);
    });
  }

  const atTheDash: readonly Case[] = [
    ['- k:\n  - a\n  # c\n  l: 1\n', '-\n  # c\n  l: 1\n'],
    ['- k: # c\n  - a\n  l: 1\n', '- # c\n  l: 1\n'],
    ['- k:\n  # c\n  - a\n  l: 1\n', '-\n  # c\n  l: 1\n'],
    ['-   k: 1 # c\n    l: 1\n', '- # c\n    l: 1\n'],
    ['- |\n  x\n- k: # c\n  l: 1\n', '- |\n  x\n- # c\n  l: 1\n'],
  ];
  for (const [before, after] of atTheDash) {
    it(`stays behind the dash in ${JSON.stringify(before)}`, () => {
      const last = (treeOf(before).root as SequenceNode).items.length - 1;
      expect(removed(before, [last], 'k')).to.equal(after);
    });
  }

  it('stays behind the dash where two lists go, each by its own edit', () => {
    const forms = ['', '  # c\n', ' # c\n'].flatMap(one =>
      ['', '  # d\n', ' # d\n'].map(two => [one, two] as const),
    );
    for (const [one, two] of forms) {
      const list = (key: string, comment: string) =>
        comment.startsWith('  ') || comment === ''
          ? `${key}:\n  - a\n${comment}`
          : `${key}:${comment}  - a\n`;
      const before = `- ${list('k', one)}  ${list('l', two)}  m: 1\n`;
      const tree = treeOf(before);
      const node = nodeAt(tree, [0]);
      if (node.kind !== 'mapping') throw new Error('no map');
      const remove = new Set([0]);
      const after = applySplices(
        tree,
        ['k', 'l'].flatMap(key => editSequence(tree, node, key, { remove })),
      );
      expect(parse(after), after).to.deep.equal([{ m: 1 }]);
      for (const comment of [one, two]) expect(after).to.contain(comment.trim());
    }
  });
});

describe('behind a block scalar', () => {
  const cases: readonly Case[] = [
    ['j: |\n  x\nk: 1\n  # c\nl: 1\n', 'j: |\n  x\n # c\nl: 1\n'],
    ['j: |\n  x\nk: 1\n    # c\n    # d\nl: 1\n', 'j: |\n  x\n # c\n    # d\nl: 1\n'],
    ['j: |\n  x\nk: 1\n # c\nl: 1\n', 'j: |\n  x\n # c\nl: 1\n'],
    ['j: |\n  x\n# b\nk: 1\n  # c\nl: 1\n', 'j: |\n  x\n# b\n  # c\nl: 1\n'],
    ['j: >-\n  x\nk:\n  - a # c\nl: 1\n', 'j: >-\n  x\n # c\nl: 1\n'],
    ['j: |\n  x\nk: 1\n    \nl: 1\n', 'j: |\n  x\n\nl: 1\n'],
    ['j: |\n  x\nk: 1\n  \t\nl: 1\n', 'j: |\n  x\n\nl: 1\n'],
    ['j: |+\n  x\n\nk: 1\n\n\n  # c\n\nl: 1\n', 'j: |+\n  x\n\n # c\n\nl: 1\n'],
    ['j: |+\n  x\nk: 1\n\nl: 1\n', 'j: |+\n  x\nl: 1\n'],
    ['j: |\nk: 1\n  # c\nl: 1\n', 'j: |\n# c\nl: 1\n'],
    ['j: |2\n    x\nk: 1\n   # c\nl: 1\n', 'j: |2\n    x\n # c\nl: 1\n'],
    ['j:\n- a: |\n    x\nk: 1\n    # c\n', 'j:\n- a: |\n    x\n   # c\n'],
    ['j: |\r\n  x\r\nk: 1\r\n  # c\r\n', 'j: |\r\n  x\r\n # c\r\n'],
  ];
  for (const [before, after] of cases) {
    it(`${JSON.stringify(before)} stays as it is`, () => {
      const result = removed(before, [], 'k');
      expect(result).to.equal(after);
      const { k: _, ...rest } = parse(before) as Record<string, unknown>;
      expect(parse(result)).to.deep.equal(rest);
    });
  }

  it('with carriage returns alone', () => {
    expect(removed('j: |\r  x\rk: 1\r  # c\r', [], 'k')).to.equal('j: |\r  x\r # c\r');
  });

  it('new lines keep what moves up away from it', () => {
    const before = 'j:\n- |\n  x\n- b\n  # c\n- d\n';
    const edit = { remove: new Set([1]), insert: { after: 0, values: ['new'] } };
    const after = edited(before, [], (tree, node) => editSequence(tree, node, 'j', edit));
    expect(after).to.equal('j:\n- |\n  x\n- new\n  # c\n- d\n');
  });
});

it('for every map, a removal leaves all other values and all comments', () => {
  const scalar = fc.constantFrom(
    ...['1', 'x # b0', '"a # no"', '|\nI  t\n', '|-\nI  t\nI\n', '|+\nI  t\n\n', '>\nI   t\n\n'],
    ...['\nI- |\nI  t\n', '\nI- a # b1\nI# b2\nI- b\n', '{a: b} # b3', '|\n', '\nI  m: |\nI   t\n'],
  );
  const between = fc.constantFrom(
    '',
    '',
    '# c0\n',
    '  # c1\n',
    '       # c2\n',
    '\n',
    '      \n',
    '   \n# c3\n',
  );
  const entry = fc.tuple(scalar, between);
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 2, maxLength: 6 }),
      fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '- ', '  - '),
      fc.constantFrom('\n', '\r\n'),
      (entries, gone, dash, eol) => {
        const margin = ' '.repeat(dash.length);
        const lines = entries.map(([value, comment], index) => {
          const text = value.replaceAll('I', margin);
          return `${index === 0 ? dash : margin}k${index}: ${text}${text.endsWith('\n') ? '' : '\n'}${comment}`;
        });
        const source = lines.join('').replaceAll('\n', eol);
        const path = dash === '' ? [] : [0];
        const keys = gone.map(index => `k${index}`);
        fc.pre(keys.some(key => source.includes(`${key}:`)));
        const result = removed(source, path, ...keys);
        const whole = parse(source) as unknown;
        const model = (dash === '' ? whole : (whole as unknown[])[0]) as Record<string, unknown>;
        const rest = Object.fromEntries(
          Object.entries(model).filter(([key]) => !keys.includes(key)),
        );
        expect(parse(result), result).to.deep.equal(dash === '' ? rest : [rest]);
        expect(commentsOf(result).toSorted(), result).to.deep.equal(commentsOf(source).toSorted());
      },
    ),
    { numRuns: 3000 },
  );
});
