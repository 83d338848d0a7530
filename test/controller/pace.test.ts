import { expect } from 'chai';
import { Pace } from '../../src/controller/pace.ts';

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
