import { expect } from 'chai';
import type { FailureKind } from '../../../src/controller/api/cluster.ts';
import { Retries } from '../../../src/controller/loop/retry.ts';
import type { Outcome } from '../../../src/controller/pass/outcome.ts';

const SYNCED: Outcome = { result: 'synced', findings: [], writes: [] };
const failed = (kind: FailureKind): Outcome => ({
  ...SYNCED,
  result: kind === 'conflict' ? 'conflict' : 'failed',
  failure: { kind, message: '' },
});

describe('the retries', () => {
  const worst = () => new Retries(() => 0.999999);
  /** The longest pause, rounded to milliseconds, after that many failures in a row. */
  const pauseAfter = (kind: FailureKind, failures: number) => {
    const retries = worst();
    let pause = 0;
    for (let failure = 0; failure < failures; failure++) {
      pause = Math.round(retries.after(failed(kind))?.delayMs ?? 0);
    }
    return pause;
  };

  it('are none after a pass that came to its end', () => {
    expect(worst().after(SYNCED)).to.equal(undefined);
  });

  const longest: readonly (readonly [kind: FailureKind, ms: number])[] = [
    ['unreachable', 60_000],
    ['denied', 60_000],
    ['unauthenticated', 5_000],
    ['unmounted', 5_000],
    ['conflict', 100],
  ];
  for (const [kind, ms] of longest) {
    it(`wait ${ms} ms at most where it is ${kind}`, () => {
      expect(pauseAfter(kind, 50)).to.equal(ms);
    });
  }

  it('are ordered for as long as the API server asks, and no longer', () => {
    const failure = { kind: 'unavailable', message: '', retryAfterMs: 1_000 } as const;
    const retries = worst();
    for (let count = 0; count < 10; count++) retries.after({ ...failed('unavailable'), failure });
    const retry = retries.after({ ...failed('unavailable'), failure });
    expect(retry).to.include({ orderedMs: 1_000, isPartial: false });
    expect(Math.round(retry?.delayMs ?? 0)).to.equal(61_000);
  });

  it('get patient where conflicts do not end', () => {
    expect(pauseAfter('conflict', 300)).to.equal(100);
    expect(pauseAfter('conflict', 320)).to.equal(60_000);
  });
});
