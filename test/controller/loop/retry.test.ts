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

  it('get patient where conflicts do not end', () => {
    expect(pauseAfter('conflict', 300)).to.equal(100);
    expect(pauseAfter('conflict', 320)).to.equal(60_000);
  });
});
