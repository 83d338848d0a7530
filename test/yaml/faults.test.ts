import { expect } from 'chai';
import fc from 'fast-check';
import { isFault, type Problem } from '../../src/yaml/node.ts';
import { parseTree } from '../../src/yaml/tree.ts';
import { nodeValue } from '../../src/yaml/value.ts';
import { expectNesting } from './nodes.ts';

describe('a fault', () => {
  const cases: readonly (readonly [
    name: string,
    source: string,
    line: number,
    problem: Problem,
  ])[] = [
    ['an empty text', '', 1, 'syntax'],
    ['a comment alone', '# c\n', 1, 'syntax'],
    ['two documents', 'a: 1\n---\nb: 2\n', 2, 'second-document'],
    ['an empty document behind another', 'a: 1\n# c\n---\n', 3, 'second-document'],
    ['an unclosed bracket', 'a: 1\nb: [\n', 3, 'syntax'],
    ['an unclosed quote', 'a: "1\n', 2, 'syntax'],
    ['a tab as indentation', 'a:\n\tb: 1\n', 2, 'syntax'],
    ['a wrong indentation', 'a:\n  b: 1\n c: 2\n', 3, 'syntax'],
    ['a line break of any kind', 'a: 1\r\nb: 2\rc: [\n', 4, 'syntax'],
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', 3, 'repeated-key'],
    ['a duplicate key in other quotes', 'a: 1\n"a": 3\n', 2, 'repeated-key'],
    ['a duplicate key in flow style', '{a: 1,\n a: 2}', 2, 'repeated-key'],
    ['a duplicate key far below', 'x:\n- y: {a: 1,\n     "a": 3}\n', 3, 'repeated-key'],
    ['an alias without anchor', 'a: 1\nb: *x\n', 2, 'unknown-anchor'],
    ['an alias before its anchor', 'a: *x\nb: &x 1\n', 1, 'unknown-anchor'],
    ['an alias inside its own anchor', '&x [1,\n *x]', 2, 'unknown-anchor'],
    ['an alias inside the second anchor of its name', 'a: &x 1\nb: &x [*x]\n', 2, 'unknown-anchor'],
    ['a null byte', 'a: 1\nb: \0\n', 2, 'syntax'],
    ['a control character', 'a: 1\nb: \x07\n', 2, 'syntax'],
    ['more depth than any object has', '['.repeat(200) + ']'.repeat(200), 1, 'depth'],
  ];
  for (const [name, source, line, problem] of cases) {
    it(`is ${name}`, () => {
      expect(parseTree(source)).to.deep.equal({ line, problem });
    });
  }

  it('is all that comes of a text that is no YAML', () => {
    const token = fc.constantFrom(
      ...['a', 'b', ' ', '  ', '\n', '\n ', '\n  ', '\r\n', '\r', '\t', ': ', ':', '- ', '? '],
      ...['[', ']', '{', '}', ',', ' # c', "'", '"', '|', '>', '|+', '|2', '\\', '%', '@'],
      ...['&x ', '*x', '!t ', '!!str ', '!!int ', '---', '...', '1', '~', '<<: ', '\0', '\ufeff'],
      ...['!%FF ', '!<', '\ud800', '2001-01-01', '0x', '1e', '1:2'],
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 16 }), tokens => {
        const tree = parseTree(tokens.join(''));
        if (isFault(tree)) {
          expect(tree.line).to.be.within(1, tokens.join('').split(/\r\n|\r|\n/).length);
        } else {
          nodeValue(tree, tree.root);
          expectNesting(tree);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
