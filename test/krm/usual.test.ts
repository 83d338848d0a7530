import { expect } from 'chai';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { identityOf } from '../../src/krm/identity.ts';
import { Item } from '../../src/krm/item.ts';
import { peek } from '../../src/krm/peek.ts';
import { scan } from '../../src/krm/scan.ts';
import { usualHeader } from '../../src/krm/usual.ts';
import { mapping } from '../yaml/arbitrary.ts';

const TYPE = '- apiVersion: v1\n  kind: A\n';
const HEADER = `${TYPE}  metadata:\n    name: n\n`;

describe('a usual header', () => {
  for (const next of ['  spec: {}\n', '- kind: A\n', 'results:\n', '  - a\n', ' x\n']) {
    it(`ends before ${JSON.stringify(next)}`, () => {
      expect(usualHeader(Buffer.from(HEADER + next), 0)).to.equal(HEADER);
    });
  }

  it('may begin behind comments, and in the middle of a text', () => {
    const [comments, header] = ['- # c\n', HEADER.replace('-', ' ')];
    const bytes = Buffer.from(`${comments}${header}  spec: {}\n`);
    expect(usualHeader(bytes, comments.length)).to.equal(header);
  });

  const others: readonly (readonly [name: string, text: string])[] = [
    ['the end of the text', HEADER],
    ['a comment in it', `${TYPE}  # c\n  metadata:\n    name: n\n  a: 1\n`],
    ['a comment behind it', `${HEADER}  # c\n  a: 1\n`],
    ['a blank line', `${HEADER}\n  a: 1\n`],
    ['another order', '- kind: A\n  apiVersion: v1\n  metadata:\n    name: n\n  a: 1\n'],
    ['a key between', `${TYPE}  a: 1\n  metadata:\n    name: n\n  b: 1\n`],
    ['metadata in flow style', `${TYPE}  metadata: {name: n}\n  a: 1\n`],
    ['empty metadata', `${TYPE}  metadata:\n  a: 1\n`],
    ['a quoted key', HEADER.replace('kind', '"kind"')],
    ['a flow collection that goes on', `${HEADER}    labels: {a: b # c\n, d: e}\n  a: 1\n`],
    ['what is not ASCII', `${HEADER.replace('n\n', 'ü\n')}  a: 1\n`],
    ['a tab', `${HEADER.replace('n\n', '\tn\n')}  a: 1\n`],
    ['carriage returns', `${HEADER}  a: 1\n`.replaceAll('\n', '\r\n')],
    ['a longer indent', `${HEADER}  a: 1\n`.replaceAll('\n', '\n  ').replace('- ', '-   ')],
    ['700 bytes of labels', `${HEADER}    labels: {${'a: b, '.repeat(120)}}\n  a: 1\n`],
  ];
  for (const [name, text] of others) {
    it(`is none with ${name}`, () => {
      expect(usualHeader(Buffer.from(text), 0)).to.equal(undefined);
    });
  }

  const behind: readonly (readonly [text: string, isTold: boolean])[] = [
    ['  spec:\n  - a\n', true],
    ['  data: |\n    kind: B\n  # c\n  Type: x\n', true],
    ['  spec: [ # c\n]\n', true],
    ['  apiVersion: v2\n', false],
    ['  kind: B\n', false],
    ['  spec: {}\n  metadata: {}\n', false],
    ['  "metadata": {}\n', false],
    ['  ? kind\n  : B\n', false],
    ['  <<: {}\n', false],
    [' x: 1\n', false],
    [' kind: B\n', false],
  ];
  for (const [text, isTold] of behind) {
    it(`is ${isTold ? 'one' : 'none'} before ${JSON.stringify(text)}`, () => {
      const layout = scan(Buffer.from(`items:\n${HEADER}${text}${HEADER}  spec: 1\nresults: []\n`));
      const headers = layout?.items.map(({ header }) => header);
      expect(headers).to.deep.equal([isTold ? HEADER : undefined, HEADER]);
    });
  }

  it('tells of every object what a parse tells', () => {
    const object = fc
      .tuple(fc.constantFrom('Secret', 'a: b', 'yes'), mapping, mapping)
      .map(([kind, labels, body]) => {
        const metadata = { name: 'n', labels, annotations: { a: 'b' } };
        return { apiVersion: 'v1', kind, metadata, ...body };
      });
    const stray = ['', '# c', '  # c', '    x: 1', '  x: 1', ', a: b }', '    "a', ' b"'];
    const extra = fc.option(fc.tuple(fc.nat({ max: 8 }), fc.constantFrom(...stray)), { freq: 1 });
    let count = 0;
    fc.assert(
      fc.property(object, fc.constantFrom(-1, 20), extra, (object, lineWidth, extra) => {
        const list = { items: [object], kind: 'ResourceList' };
        const lines = dump(list, { seqNoIndent: true, lineWidth }).split('\n');
        if (extra !== null) lines.splice(1 + extra[0], 0, extra[1]);
        const bytes = Buffer.from(lines.join('\n'));
        const range = scan(bytes)?.items[0];
        if (range?.header === undefined) return;
        const { start, end } = range;
        const parsed = new Item(bytes, { start, end }, start);
        if (parsed.value === undefined) return;
        expect(new Item(bytes, range, start).identity).to.deep.equal(identityOf(parsed.value));
        expect(peek(bytes, { start, end }, start) ?? range.header).to.equal(range.header);
        count++;
      }),
      { numRuns: 3000 },
    );
    expect(count).to.be.above(100);
  });
});
