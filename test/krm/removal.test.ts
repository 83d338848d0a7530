import { expect } from 'chai';
import { parse } from 'yaml';
import { removing } from './changes.ts';
import { HEAD, listIn, written } from './written.ts';

describe('behind a removed item', () => {
  const cases: readonly (readonly [before: string, after: string])[] = [
    ['- a: |\n    x\n- b: 1\n    # c\n- d: 1\n', '- a: |\n    x\n# c\n- d: 1\n'],
    ['- a: |\n    x\n- b: 1\n  # c\n- d: 1\n', '- a: |\n    x\n  # c\n- d: 1\n'],
    ['- a: |\n    x\n- b: 1\n      \n- d: 1\n', '- a: |\n    x\n- d: 1\n'],
    ['- a: |+\n    x\n\n- b: 1\n\n# c\n- d: 1\n', '- a: |+\n    x\n\n# c\n- d: 1\n'],
    ['- a: |\n    x\n- b: 1\n    # c\n', '- a: |\n    x\n# c\n'],
    ['- |\n  x\n- b: 1\n  # c\n\n  # e\n', '- |\n  x\n# c\n\n# e\n'],
    ['- a: 1\n- b: 1\n    # c\n\n- d: 1\n', '- a: 1\n    # c\n\n- d: 1\n'],
  ];
  for (const head of [HEAD, HEAD.replace('kind', '"kind"')]) {
    for (const [before, after] of cases) {
      it(`the item before ${JSON.stringify(before)} stays as it is, below ${head.slice(36)}`, () => {
        const list = listIn(`${head}items:\n${before}x: 1\n`);
        const output = written(list, removing(1)(list));
        const items = list.items.filter((_, index) => index !== 1).map(({ value }) => value);
        expect((parse(output) as { items: unknown[] }).items, output).to.deep.equal(items);
        expect(output.match(/# \w/g)).to.deep.equal(before.match(/# \w/g));
        if (head === HEAD) expect(output).to.equal(`${head}items:\n${after}x: 1\n`);
      });
    }
  }

  it('two that are removed leave the comments of both', () => {
    const list = listIn(`${HEAD}items:\n- a: |\n    x\n- b: 1\n    # c\n- d: 1\n    # e\n`);
    expect(written(list, removing(1, 2)(list))).to.equal(
      `${HEAD}items:\n- a: |\n    x\n# c\n# e\n`,
    );
  });
});
