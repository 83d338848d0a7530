// Words that no message and no document has: they name no actor, or are no longer in use.
import { expect } from 'chai';

const BAD_WORDS = [
  /\b(?:is|are|was|were|be|been) told\b/i,
  /\bmend(?:s|ed)?\b/i,
  /\bshall\b/i,
  /\bso long\b/i,
];

export function expectPlain(text: string): void {
  for (const word of BAD_WORDS) expect(text).not.to.match(word);
}
