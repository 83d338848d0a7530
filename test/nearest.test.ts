import { expect } from 'chai';
import fc from 'fast-check';
import { nearest } from '../src/nearest.ts';

const KNOWN = ['auth', 'username', 'password', 'email'];

describe('nearest', () => {
  const cases: readonly (readonly [word: string, meant: string | undefined])[] = [
    ['password', 'password'],
    ['pasword', 'password'],
    ['passwordd', 'password'],
    ['passw0rd', 'password'],
    ['passwrod', 'password'],
    ['Username', 'username'],
    ['usrnam', 'username'],
    ['th', 'auth'],
    ['usr', undefined],
    ['PASSWORD', undefined],
    ['', undefined],
    ['__proto__', undefined],
    ['x'.repeat(1_000_000), undefined],
  ];
  for (const [word, meant] of cases) {
    it(`takes ${JSON.stringify(word.slice(0, 12))} for ${meant ?? 'nothing known'}`, () => {
      expect(nearest(word, KNOWN)).to.equal(meant);
    });
  }

  it('prefers the nearer word, then the earlier one', () => {
    expect(nearest('form', ['farms', 'forms', 'worm'])).to.equal('forms');
    expect(nearest('form', ['worm', 'forms'])).to.equal('worm');
  });

  it('knows nothing where nothing is known', () => {
    expect(nearest('auth', [])).to.equal(undefined);
  });

  it('agrees with the Levenshtein distance', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(nearest(a, [b])).to.equal(levenshtein(a, b) <= 2 ? b : undefined);
      }),
      { numRuns: 2000 },
    );
  });
});

function levenshtein(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [tailA, tailB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return levenshtein(tailA, tailB);
  return 1 + Math.min(levenshtein(tailA, b), levenshtein(a, tailB), levenshtein(tailA, tailB));
}
