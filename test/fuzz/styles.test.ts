// The same list in every style gives the same items, and keeps its comments.
import { expect } from 'chai';
import fc from 'fast-check';
import { parseDocument, type ToStringOptions } from 'yaml';
import { commentsOf } from '../support/comments.ts';
import { configMap } from '../support/config.ts';
import { options, packages } from '../support/packages.ts';
import { choices, type Value } from '../yaml/arbitrary.ts';
import { Writer } from '../yaml/writer.ts';
import { fuzz, normal, run, seeded, valueIn } from './fuzz.ts';

const config = (data: Readonly<Record<string, string>>) => configMap({ ...data, state: 'enabled' });
const disabled = (text: string) => text.replace(/\benabled\b/, 'disabled');

/** How often each comment occurs. */
function expectKept(before: string, after: string): void {
  const left = commentsOf(after);
  for (const comment of commentsOf(before)) {
    const index = left.indexOf(comment);
    expect(index, `${comment} is lost\n${before}\n-----\n${after}`).to.be.at.least(0);
    left.splice(index, 1);
  }
}

const style = fuzz('a list in any style is edited as in JSON', 150);
it(style.title, () => {
  const property = fc.property(packages, options, choices, (input, chosen, choices) => {
    const value = valueIn(input(config(chosen)));
    fc.pre(value !== undefined);
    const text = new Writer(choices).document(value as unknown as Value);
    const own = valueIn(text);
    fc.pre(own !== undefined && JSON.stringify(own) === JSON.stringify(value));
    const [styled, plain] = [run(text), run(JSON.stringify(value))];
    expect(styled.failed, JSON.stringify(styled.results)).to.equal(plain.failed);
    expect(normal(styled.items), text).to.deep.equal(normal(plain.items));
    expectKept(text, styled.text);
    if (styled.failed) return;
    const back = run(disabled(styled.text));
    expect(normal(back.items), styled.text).to.deep.equal(normal(value?.items));
    expectKept(text, back.text);
  });
  seeded(property, style);
}).timeout(0);

const layout: fc.Arbitrary<ToStringOptions> = fc.record({
  indent: fc.constantFrom(1, 2, 4, 7),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 40, 80),
  collectionStyle: fc.constantFrom('any', 'any', 'block', 'flow'),
  defaultStringType: fc.constantFrom(
    'PLAIN',
    'QUOTE_DOUBLE',
    'QUOTE_SINGLE',
    'BLOCK_LITERAL',
    'BLOCK_FOLDED',
  ),
  defaultKeyType: fc.constantFrom(null, 'PLAIN', 'QUOTE_DOUBLE'),
  blockQuote: fc.constantFrom<boolean | 'folded' | 'literal'>(true, false, 'folded', 'literal'),
  flowCollectionPadding: fc.boolean(),
  minContentWidth: fc.constantFrom(0, 20),
});

const restyle = fuzz('an output in another style is known, and taken out again', 100);
it(restyle.title, () => {
  const property = fc.property(packages, options, layout, (input, chosen, layout) => {
    const text = input(config(chosen));
    const once = run(text);
    fc.pre(!once.failed);
    const document = parseDocument(once.text, { logLevel: 'silent' });
    document.delete('results');
    const again = document.toString(layout);
    const own = valueIn(again);
    fc.pre(own !== undefined && JSON.stringify(own.items) === JSON.stringify(once.items));
    const twice = run(again);
    expect(twice.failed, again).to.equal(false);
    expect(twice.items, again).to.deep.equal(once.items);
    const back = run(disabled(again));
    expect(normal(back.items), again).to.deep.equal(normal(valueIn(text)?.items));
  });
  seeded(property, restyle);
}).timeout(0);

const removal = fuzz('wiring in any style is taken out, and every comment stays', 150);
it(removal.title, () => {
  const property = fc.property(packages, choices, (input, choices) => {
    const plain = config({ secretMode: 'existing', sync: 'none' });
    const { failed, text: wired, items } = run(input(plain));
    fc.pre(!failed);
    const { results: _, ...list } = valueIn(wired) as object as { results?: unknown };
    const text = new Writer(choices).document(list as Value);
    const own = valueIn(text);
    fc.pre(own !== undefined && JSON.stringify(own.items) === JSON.stringify(items));
    const back = run(disabled(text));
    expect(back.failed, JSON.stringify(back.results)).to.equal(false);
    expect(normal(back.items), text).to.deep.equal(normal(valueIn(input(plain))?.items));
    expectKept(text, back.text);
  });
  seeded(property, removal);
}).timeout(0);
