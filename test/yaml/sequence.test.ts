import { expect } from 'chai';
import { editSequence, type SequenceEdit } from '../../src/yaml/edit.ts';
import { edited } from './edited.ts';

type Case = readonly [before: string, edit: SequenceEdit, after: string];

const insert = (after: number, ...values: unknown[]): SequenceEdit => ({
  insert: { after, values },
});
const remove = (...indexes: number[]): SequenceEdit => ({ remove: new Set(indexes) });

function holds(cases: readonly Case[], path: readonly (string | number)[] = []): void {
  for (const [before, edit, after] of cases) {
    const shown = JSON.stringify({ remove: [...(edit.remove ?? [])], ...edit.insert });
    it(`${JSON.stringify(before)} by ${shown}`, () => {
      const text = edited(before, path, (tree, node) => editSequence(tree, node, 'k', edit));
      expect(text).to.equal(after);
    });
  }
}

describe('a list in block style is edited', () => {
  holds([
    ['k:\n- a\n- b\n', insert(0, 'x', 'w'), 'k:\n- a\n- x\n- w\n- b\n'],
    ['k:\n- a\n', insert(-1, 'x'), 'k:\n- x\n- a\n'],
    ['k: # c\n  # d\n  - a # e\n', insert(-1, 'x'), 'k: # c\n  - x\n  # d\n  - a # e\n'],
    ['k:\n- a # e\n# d\n', insert(0, 'x'), 'k:\n- a # e\n- x\n# d\n'],
    ['k:\n    - a\n', insert(0, { b: ['c'] }), 'k:\n    - a\n    - b:\n        - c\n'],
    ['k:\n- a\n', insert(0, { b: ['c'] }), 'k:\n- a\n- b:\n  - c\n'],
    ['k:\r\n- |\r\n  a\r\nl: 1\r\n', insert(0, 'x'), 'k:\r\n- |\r\n  a\r\n- x\r\nl: 1\r\n'],
    ['k:\n-\n-\n', insert(0, 'x'), 'k:\n-\n- x\n-\n'],
    ['k: &x\n- a\n', insert(-1, 'x'), 'k: &x\n- x\n- a\n'],
    ['k:\n  !!seq\n  - a\n', insert(-1, 'x'), 'k:\n  !!seq\n  - x\n  - a\n'],
    ['k:\n- a\n- b\n', remove(0), 'k:\n- b\n'],
    ['k:\n- a\n# c\n- b\n', remove(1), 'k:\n- a\n# c\n'],
    ['k:\n- a\n- b\n', { ...remove(0), ...insert(0, 'x') }, 'k:\n- x\n- b\n'],
    ['k:\n- a\n- b\n', { ...remove(1), ...insert(1, 'x') }, 'k:\n- a\n- x\n'],
    ['k:\n- a\n- b\n', { ...remove(0, 1), ...insert(0, 'x') }, 'k:\n- x\n'],
    ['k:\n- a\n- b\n', remove(7), 'k:\n- a\n- b\n'],
    ['k:\n- a\n- b\n', insert(0), 'k:\n- a\n- b\n'],
    ['k:\n- a\n', insert(7, 'x'), 'k:\n- a\n- x\n'],
  ]);
});

describe('a list in block style that is left empty', () => {
  holds([
    ['k: # c\n- a\n- b\nl: 1\n', remove(0, 1), '# c\nl: 1\n'],
    ['k:\n- a\n# d\n- b\nl: 1\n', remove(0, 1), '# d\nl: 1\n'],
    ['k:\n- a\n', remove(0), '{}\n'],
    ['? k\n: - a\nl: 1\n', remove(0), 'l: 1\n'],
    ['k:\n  &x\n  - a\nl: 1\n', remove(0), 'l: 1\n'],
  ]);
  holds([['- k:\n  - a\n  l: 1\n', remove(0), '- l: 1\n']], [0]);
});

describe('a list behind the colon of an explicit key is edited', () => {
  holds([
    ['? k\n: - a\n  - b\n', insert(-1, 'x'), '? k\n: - x\n  - a\n  - b\n'],
    ['? k\n: - a\n  - b\n', remove(0), '? k\n: - b\n'],
    ['? k\n: - a\n  - b\n', { ...remove(0), ...insert(0, 'x') }, '? k\n: - x\n  - b\n'],
    ['? k\n:\n  - a\n', insert(-1, 'x'), '? k\n:\n  - x\n  - a\n'],
  ]);
});

describe('a list in flow style is edited', () => {
  holds([
    ['k: []\n', insert(-1, 'x', 'w'), 'k: ["x", "w"]\n'],
    ['k: [a]\n', insert(0, 'x'), 'k: [a, "x"]\n'],
    ['k: [a]\n', insert(-1, 'x'), 'k: ["x", a]\n'],
    ['k: [ a ]\n', insert(0, 'x'), 'k: [ a, "x" ]\n'],
    ['k: [a,b]\n', insert(0, 'x'), 'k: [a,"x",b]\n'],
    ['k: [a, b,]\n', insert(1, 'x'), 'k: [a, b, "x",]\n'],
    ['k: [\n  a,\n  b\n  ]\n', insert(1, 'x'), 'k: [\n  a,\n  b,\n  "x"\n  ]\n'],
    ['k: [a, # x, y\n  b]\n', insert(0, 'x'), 'k: [a, "x", # x, y\n  b]\n'],
    ['k: [a, b, c]\n', remove(0, 2), 'k: [b]\n'],
    ['k: [a, b]\n', remove(0, 1), 'k: []\n'],
    ['k: [ a, b, ]\n', remove(0, 1), 'k: [  ]\n'],
    ['k: [&x a, !t b]\n', remove(0), 'k: [!t b]\n'],
    ['k: [&x a, !t b]\n', remove(1), 'k: [&x a]\n'],
    ['k: [a, b]\n', { ...remove(0), ...insert(0, 'x') }, 'k: ["x", b]\n'],
    ['k: [a, b]\n', { ...remove(1), ...insert(1, 'x') }, 'k: [a, "x"]\n'],
    ['k: [a, b, c]\n', { ...remove(0, 1), ...insert(1, 'x') }, 'k: ["x", c]\n'],
    ['k: [a, b,]\n', { ...remove(0, 1), ...insert(1, 'x') }, 'k: ["x"]\n'],
    ['k: [a]\n', insert(0), 'k: [a]\n'],
    ['k: []\n', insert(0), 'k: []\n'],
  ]);
});

describe('a list that is not there', () => {
  holds([
    ['l: 1\n', insert(3, 'x'), 'l: 1\nk:\n- x\n'],
    ['{l: 1}\n', insert(-1, 'x'), '{l: 1, "k": ["x"]}\n'],
    ['k:\nl: 1\n', insert(-1, 'x'), 'k:\n- x\nl: 1\n'],
    ['k: ~\nl: 1\n', insert(-1, { a: 1 }), 'k:\n- a: 1\nl: 1\n'],
    ['l: 1\n', remove(0), 'l: 1\n'],
    ['l: 1\n', insert(-1), 'l: 1\n'],
  ]);
});
