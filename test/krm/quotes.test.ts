import { expect } from 'chai';
import fc from 'fast-check';
import { endingInQuote } from '../../src/krm/quotes.ts';
import { isFault } from '../../src/yaml/node.ts';
import { parseTree } from '../../src/yaml/tree.ts';

const mayEnd = (text: string) => {
  const bytes = Buffer.from(text);
  return endingInQuote(bytes, [{ start: 0, end: bytes.length }]).length > 0;
};

describe('a text may end in a quote', () => {
  for (const text of [
    '- a: "x\n',
    "- a: 'x\n",
    '- "x\n',
    '- a: ["x\n',
    '- {"a":"x\n',
    '- a: "x \\"\n',
    "- a: 'it''s\n",
    "- a: '''x\n",
    '- a: "b", c: "x\n',
    '- say "\n',
  ]) {
    it(`in ${JSON.stringify(text)}`, () => expect(mayEnd(text)).to.equal(true));
  }

  for (const text of [
    '- a: b\n',
    '- a: "x"\n',
    "- a: ''\n",
    "- a: 'it''s'\n",
    "- a: it's\n",
    '- a: "\\""\n',
    '- a: "x\\\\"\n',
    "- a: ''''\n",
  ]) {
    it(`but not in ${JSON.stringify(text)}`, () => expect(mayEnd(text)).to.equal(false));
  }

  it('whenever it does: what is cut there is a fault', () => {
    const token = fc.constantFrom('a', '"', "'", '\\', ' ', '\n  ', ': ', ', ', '#', '[', ']');
    const scalar = fc.array(token, { maxLength: 8 }).map(tokens => tokens.join(''));
    fc.assert(
      fc.property(scalar, fc.constantFrom('"', "'"), fc.nat(), (inner, quote, at) => {
        const text = `- a: ${quote}${inner}${quote}\n`;
        const start = text.indexOf(quote) + 1;
        const cut = `${text.slice(0, start + (at % (inner.length + 1)))}\n`;
        const [whole, part] = [parseTree(text), parseTree(cut)];
        fc.pre(!isFault(whole) && isFault(part));
        expect(mayEnd(cut), cut).to.equal(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('whatever stands before it and behind it', () => {
    const token = fc.constantFrom('a', '"', "'", "''", '\\', ' ', '\n  ', ': ');
    const text = fc.array(token, { maxLength: 8 }).map(tokens => `- ${tokens.join('')}\n`);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), texts => {
        const starts = texts.map((_, index) => texts.slice(0, index).join('').length);
        const ranges = starts.map((start, at) => ({
          start,
          end: starts[at + 1] ?? texts.join('').length,
        }));
        const alone = [...texts.keys()].filter(index => mayEnd(texts[index] ?? ''));
        expect(endingInQuote(Buffer.from(texts.join('')), ranges)).to.deep.equal(
          alone.toReversed(),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
