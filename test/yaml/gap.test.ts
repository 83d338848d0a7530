import { expect } from 'chai';
import { contentAt, entryAt } from '../../src/yaml/gap.ts';

describe('a gap', () => {
  const cases: readonly (readonly [source: string, content: string, entry: string])[] = [
    ['', '', ''],
    ['b', 'b', 'b'],
    [' \t\r\n b', 'b', 'b'],
    ['# c\nb', 'b', 'b'],
    ['# c\rb', 'b', 'b'],
    [' # a, [b: #\r\n\n  # c\n b', 'b', 'b'],
    [' # the end', '', ''],
    [', b', ', b', 'b'],
    [' # x, y\n , # z\n b', ', # z\n b', 'b'],
    [',,', ',,', ','],
    ['#', '', ''],
  ];
  for (const [source, content, entry] of cases) {
    it(`of ${JSON.stringify(source)} ends before ${JSON.stringify(entry)}`, () => {
      expect(source.slice(contentAt(source, 0))).to.equal(content);
      expect(source.slice(entryAt(source, 0))).to.equal(entry);
    });
  }
});
