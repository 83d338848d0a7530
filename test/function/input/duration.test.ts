// Durations as Go writes them.
import { expect } from 'chai';
import { secondsIn } from '../../../src/function/input/duration.ts';

describe('a duration', () => {
  const cases: Readonly<Record<string, number>> = {
    '0': 0,
    '0s': 0,
    '45m': 2700,
    '1h30m': 5400,
    '1.5h': 5400,
    '12h': 43200,
    '1m1s500ms': 61.5,
    '1000us': 0.001,
    '1000µs': 0.001,
    '1000000ns': 0.001,
  };
  for (const [text, seconds] of Object.entries(cases)) {
    it(`${text} is ${seconds} s`, () => expect(secondsIn(text)).to.be.closeTo(seconds, 1e-9));
  }
});
