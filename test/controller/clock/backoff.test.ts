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
  const worst = () => new Pace(() => 0.999999, 0);
  /** Writes whenever it may, against a writer that never rests; how often. */
  const writesOf = (pace: Pace, fromMs: number, toMs: number) => {
    let writes = 0;
    for (let now = fromMs; now < toMs; now += 10) {
      if (pace.wait(now) > 0) continue;
      pace.wrote(now);
      writes++;
    }
    return writes;
  };

  it('never holds up new content', () => {
    const pace = worst();
    pace.aim('old', 0);
    for (let write = 0; write < 20; write++) pace.wrote(0);
    pace.aim('old', 0);
    expect(pace.wait(0)).to.be.closeTo(60_000, 1);
    pace.aim('new', 0);
    expect(pace.wait(0)).to.equal(0);
  });

  it('holds nothing up after a first write, at whatever time', () => {
    const pace = worst();
    pace.wrote(1_000_000);
    expect(pace.wait(1_000_000)).to.equal(0);
  });

  it('repairs the first drift at once, and waits longer each time after', () => {
    const pace = worst();
    let now = 0;
    const waits = Array.from({ length: 9 }, () => {
      pace.wrote(now);
      const wait = Math.round(pace.wait(now) / 1000);
      now += wait * 1000;
      return wait;
    });
    expect(waits).to.deep.equal([0, 1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('forgets the contest after two quiet minutes', () => {
    const pace = worst();
    for (let write = 0; write < 5; write++) pace.wrote(0);
    pace.wrote(120_000);
    expect(pace.wait(120_000)).to.equal(0);
  });

  it('allows few writes in 30 s against a writer that never rests', () => {
    expect(writesOf(new Pace(() => 0.5, 0), 0, 30_000)).to.be.at.most(8);
  });

  it('keeps up with stale writes after new content, and then gets patient', () => {
    const pace = new Pace(() => 0.5);
    pace.aim('old', 0);
    pace.aim('new', 1_000_000);
    expect(writesOf(pace, 1_000_000, 1_150_000)).to.equal(500);
    expect(writesOf(pace, 1_150_000, 1_180_000)).to.be.at.most(8);
  });

  it('says how long a contest lasts, until it is over', () => {
    const pace = worst();
    pace.aim('a', 0);
    pace.wrote(0);
    expect(pace.contestedMs(60_000)).to.equal(0); // nobody undid it yet
    pace.wrote(90_000);
    pace.wrote(180_000);
    expect(pace.contestedMs(180_000)).to.equal(180_000);
    expect(pace.contestedMs(300_000)).to.equal(0);
    pace.aim('b', 181_000);
    expect(pace.contestedMs(181_000)).to.equal(0);
  });
});
