import { expect } from 'chai';
import { BRISK, fullJitter } from '../../src/controller/backoff.ts';

describe('the back-off', () => {
  const ceilings = [1, 2, 4, 8, 16, 32, 60, 60];
  for (const [attempt, seconds] of ceilings.entries()) {
    it(`lies between 0 and ${seconds} s at attempt ${attempt}`, () => {
      expect(fullJitter(attempt, () => 0)).to.equal(0);
      expect(fullJitter(attempt, () => 1)).to.equal(seconds * 1000);
      expect(fullJitter(attempt, () => 0.5)).to.equal(seconds * 500);
    });
  }

  it('stays at its cap for ever', () => {
    expect(fullJitter(5000, () => 1)).to.equal(60_000);
    expect(fullJitter(5000, () => 1, BRISK)).to.equal(100);
  });
});
