import { expect } from 'chai';
import { Budget } from '../../src/controller/budget.ts';

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
