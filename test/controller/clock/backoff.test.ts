import { expect } from 'chai';
import { BRISK, Budget, fullJitter, Pace } from '../../../src/controller/clock/backoff.ts';

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

describe('a budget', () => {
  it('allows a burst at once, and then one each interval', () => {
    const budget = new Budget({ burst: 3, everyMs: 1_000 });
    for (let now = 0; now < 2_500; now += 500) {
      expect(budget.next(now)).to.equal(now); // five in 2 s: the burst, and one each second
      budget.take(now);
    }
    expect(budget.next(2_000)).to.equal(3_000);
    expect(budget.next(3_500)).to.equal(3_500);
  });

  it('is whole again after a rest', () => {
    const budget = new Budget({ burst: 3, everyMs: 1_000 });
    for (let take = 0; take < 3; take++) budget.take(0);
    expect(budget.next(0)).to.equal(1_000);
    for (let take = 0; take < 3; take++) {
      expect(budget.next(3_000)).to.equal(3_000);
      budget.take(3_000);
    }
    expect(budget.next(3_000)).to.equal(4_000);
  });

  it('runs into no debt where more is taken than it has', () => {
    const budget = new Budget({ burst: 3, everyMs: 1_000 });
    for (let take = 0; take < 200; take++) budget.take(0);
    expect(budget.next(0)).to.equal(1_000);
  });
});

describe('the pace of assertions', () => {
  const worst = () => new Pace(() => 0.999999);

  it('never holds up a new payload', () => {
    const pace = worst();
    for (let write = 0; write < 20; write++) pace.wrote('old', 0);
    expect(pace.wait('old', 0)).to.be.closeTo(60_000, 1);
    expect(pace.wait('new', 0)).to.equal(0);
  });

  it('holds nothing up after a first write, at whatever time', () => {
    const pace = worst();
    pace.wrote('a', 1_000_000);
    expect(pace.wait('a', 0)).to.equal(0);
  });

  it('repairs the first drift at once, and waits longer each time after', () => {
    const pace = worst();
    let now = 0;
    const waits = Array.from({ length: 9 }, () => {
      pace.wrote('a', now);
      const wait = Math.round(pace.wait('a', now) / 1000);
      now += wait * 1000;
      return wait;
    });
    expect(waits).to.deep.equal([0, 1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('forgets the contest after two quiet minutes', () => {
    const pace = worst();
    for (let write = 0; write < 5; write++) pace.wrote('a', 0);
    pace.wrote('a', 120_000);
    expect(pace.wait('a', 120_000)).to.equal(0);
  });

  it('allows few writes in 30 s against a writer that never rests', () => {
    const pace = new Pace(() => 0.5);
    let writes = 0;
    for (let now = 0; now < 30_000; now += 10) {
      if (pace.wait('a', now) > 0) continue;
      pace.wrote('a', now);
      writes++;
    }
    expect(writes).to.be.at.most(8);
  });
});
