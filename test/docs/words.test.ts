// The words of what a user reads beside messages, whose own words their tables hold: plain, and one name for one thing.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { USAGE } from '../../src/function/usage.ts';
import { documents, proseOf, textOf } from '../support/documents.ts';
import { expectPlain } from '../support/plain-words.ts';

/** The pull-secret sync, or the sync, has no other name; what is in back-quotes is no prose. */
const OTHER_NAMES = /\bthe (?:controller|companion|sidecar)\b|\bpull secret sync\b/i;

const schema = load(textOf('fn-config/schema.json')) as {
  properties: { data: { properties: Record<string, { description: string; must?: string }> } };
};
const options = Object.entries(schema.properties.data.properties);
const texts: readonly (readonly [name: string, text: string])[] = [
  ...documents.map(file => [file, proseOf(textOf(file)).replace(/`[^`\n]*`/g, '')] as const),
  ['--help', USAGE],
  ...options.map(
    ([key, { description, must = '' }]) => [`the option ${key}`, `${description} ${must}`] as const,
  ),
];

describe('the words of the documents', () => {
  for (const [name, text] of texts) {
    it(`${name}: plain, with one name for the sync`, () => {
      expectPlain(text);
      expect(text).not.to.match(OTHER_NAMES);
    });
  }
});
