// Random values, and documents that write them in every style with comments everywhere.
import fc from 'fast-check';
import { Writer } from './writer.ts';

export type Value = null | boolean | number | string | Value[] | Mapping;
export type Mapping = { [key: string]: Value };

const word = fc.constantFrom('a', 'b-c', 'metadata', 'items', 'x.y/z', 'ü', '😀', '--flag=1');
const awkward = fc.constantFrom(
  ...['', ' ', 'a: b', '# x', 'x #y', 'yes', '0644', '1e3', '~', '- a', '-', '? a', ': a', 'a:'],
  ...['a, b', '[', '{}', '"', "it's", '&a', '*a', '!t', '|', '>', '%', '@', '---', '...', '<<'],
  ...[
    'a\nb',
    'a\n',
    'a\n\n',
    '\n',
    '\n\n',
    ' a\nb',
    'a\n  - b\n---\n# c\n',
    '\ta',
    'a\t',
    'a\r\nb',
  ],
  ...['\u0085', '\u2028', '\u00a0', '\ufeff', '\u007f', 'a \n b', 'null', '0x1F', '12:30:45'],
);
const text = fc.oneof(
  word,
  fc.array(word, { minLength: 2, maxLength: 4 }).map(words => words.join(' ')),
  awkward,
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const key = text.filter(text => text !== '__proto__');
const scalar = fc.oneof(text, fc.constant(null), fc.boolean(), fc.integer());

const values = fc.letrec<{ value: Value; mapping: Mapping }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 3, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 2, arbitrary: tie('mapping') },
  ),
  mapping: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));
export const value: fc.Arbitrary<Value> = values.value;
export const mapping: fc.Arbitrary<Mapping> = values.mapping;

const styles = (zeros: number): fc.Arbitrary<number[]> => {
  const choice = fc.oneof(
    { weight: zeros, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.nat({ max: 59 }) },
  );
  return fc.array(choice, { minLength: 1, maxLength: 40 });
};
/** Choices of style, used in turn; zeros give the plainest text. */
export const choices: fc.Arbitrary<number[]> = fc.oneof(styles(0), styles(20));

export type Document = { readonly text: string; readonly value: Value };

const JSON_INDENTS = [undefined, 2, '\t'];

/** Texts that write such values, as YAML of any style and as JSON. */
export const documentOf = (value: fc.Arbitrary<Value>): fc.Arbitrary<Document> =>
  fc
    .record({ value, choices, form: fc.nat({ max: 11 }), eol: fc.constantFrom('\n', '\n', '\r\n') })
    .map(({ value, choices, form, eol }) => {
      const json = form < JSON_INDENTS.length;
      const text = json
        ? `${JSON.stringify(value, null, JSON_INDENTS[form])}\n`
        : new Writer(choices).document(value);
      return { value, text: text.replaceAll('\n', eol) };
    });
