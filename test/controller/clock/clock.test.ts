import { mock } from 'node:test';
import { expect } from 'chai';
import { systemClock } from '../../../src/controller/clock/clock.ts';

describe('the clock', () => {
  afterEach(() => mock.timers.reset());

  it('goes on evenly where the date is set back', () => {
    const before = systemClock.now();
    mock.timers.enable({ apis: ['Date'], now: 0 });
    expect(systemClock.date()).to.deep.equal(new Date(0));
    expect(systemClock.now()).to.be.within(before, before + 60_000);
  });

  it('wakes a sleeper whose signal aborts', async () => {
    const alarm = new AbortController();
    const asleep = systemClock.sleep(1_000_000, alarm.signal);
    alarm.abort();
    await asleep;
  });
});
