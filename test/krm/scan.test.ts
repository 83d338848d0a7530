import { expect } from 'chai';
import { scan } from '../../src/krm/scan.ts';

/** The text of each section and item, and the column of the dashes. */
function layoutOf(text: string): unknown {
  const bytes = Buffer.from(text);
  const layout = scan(bytes);
  if (layout === undefined) return undefined;
  const slice = ({ start, end }: { start: number; end: number }) =>
    bytes.toString('utf8', start, end);
  const sections = [...layout.sections].map(([key, range]) => [key, slice(range)]);
  return [Object.fromEntries(sections), layout.items.map(slice), layout.column];
}

describe('a scan finds', () => {
  it('sections and items by their columns', () => {
    const items = 'items: # c\n# d\n- a: |\n    - b\n   # e\n# f\n\n-\n  items:\n  - c\n';
    const text = `# c\n--- \nkind: R\n${items}results: []\n# end\n`;
    expect(layoutOf(text)).to.deep.equal([
      { kind: 'kind: R\n', items, results: 'results: []\n# end\n' },
      ['- a: |\n    - b\n   # e\n# f\n\n', '-\n  items:\n  - c\n'],
      0,
    ]);
  });

  it('items that are indented', () => {
    const items = 'items:\n\n# c\n      # d\n   - a: 1\n     b: |\n      - c\n # e\n   - d\n';
    expect(layoutOf(items)).to.deep.equal([
      { items },
      ['   - a: 1\n     b: |\n      - c\n # e\n', '   - d\n'],
      3,
    ]);
  });

  it('what goes on with a flow collection, as kpt writes it around a comment', () => {
    const items = ['- a: [{b: c} # d\n, {e: f}\n  ]\n', '- g: {h: i # j\n}\n'];
    const layout = layoutOf(`items:\n${items.join('')}kind: R\n`);
    expect(layout).to.deep.equal([
      { items: `items:\n${items.join('')}`, kind: 'kind: R\n' },
      items,
      0,
    ]);
  });

  it('what lies in block scalars to be text', () => {
    const item = '- |\n  ---\n  items:\n  - a\n  kind: R\n\n  # c\n ...\n';
    expect(layoutOf(`items:\n${item}kind: R\n`)).to.deep.equal([
      { items: `items:\n${item}`, kind: 'kind: R\n' },
      [item],
      0,
    ]);
  });

  it('items behind 100,000 lines of comments, and in 5 MB of text', () => {
    const comments = '  # - comment\n'.repeat(100_000);
    const item = `  - a: |\n${'      - text\n'.repeat(400_000)}`;
    const bytes = Buffer.from(`items:\n${comments}${item}  - b\n`);
    const start = 'items:\n'.length + comments.length;
    const second = start + item.length;
    expect(scan(bytes)?.items).to.deep.equal([
      { start, end: second },
      { start: second, end: bytes.length },
    ]);
  });

  const others: readonly (readonly [name: string, text: string])[] = [
    ['nothing', ''],
    ['blank lines and comments', '\n# c\n'],
    ['no items', 'kind: R\n'],
    ['items of null', 'items:\n# c\nkind: R\n'],
    ['items in flow style', 'items: []\n'],
    ['items with an anchor', 'items: &x\n- a\n'],
    ['items with a tag on a line of its own', 'items:\n  !!seq\n- a\n'],
    ['items in an alias', 'items: *x\n'],
    ['a map of items', 'items:\n  a: 1\n'],
    ['flow style', '{items: [a]}\n'],
    ['a list', '- items:\n  - a\n'],
    ['a dash before the sections', '- a\nitems:\n- a\n'],
    ['a dash behind the document start', '---\n- a\nitems:\n- a\n'],
    ['content before the items', 'items:\n  a: 1\n- b\n'],
    ['content left of the items', 'items:\n  - a\n b: 1\n'],
    ['a bracket before the items', 'items:\n]\n- a\n'],
    ['a bracket behind a section', 'items:\n- a\nkind: R\n]\n: b\n'],
    ['a dash left of the items', 'items:\n  - a\n\n - b\n'],
    ['content in the column of the items', 'items:\n  - a\n  b: 1\n'],
    ['a tab behind a dash', 'items:\n-\ta\n'],
    ['a tab before a dash', 'items:\n\t- a\n'],
    ['a line of a tab', 'items:\n- a\n\t\n- b\n'],
    ['quoted keys', '"items":\n- a\n'],
    ['explicit keys', '? items\n: - a\n'],
    ['a duplicate section', 'items:\n- a\nkind: R\nkind: R\n'],
    ['duplicate items', 'items:\n- a\nitems:\n- b\n'],
    ['another document', 'items:\n- a\n---\nitems:\n- b\n'],
    ['a document end', 'items:\n- a\n...\n'],
    ['content behind the document start', '--- {a: 1}\nitems:\n- a\n'],
    ['a directive', '%YAML 1.2\n---\nitems:\n- a\n'],
    ['a key that needs a blank', 'items:#c\n- a\n'],
    ['a document start that needs a blank', '---#c\nitems:\n- a\n'],
    ['a carriage return alone', 'items:\n- a: 1\r  b: 2\n'],
    ['a comment that is too long', `items: #${'c'.repeat(300)}\n- a\n`],
  ];
  for (const [name, text] of others) {
    it(`nothing in a text with ${name}`, () => {
      expect(layoutOf(text)).to.equal(undefined);
    });
  }
});
