import { expect } from 'chai';
import type { FailureKind } from '../../../src/controller/api/cluster.ts';
import { Loop } from '../../../src/controller/loop/loop.ts';
import type { Cause } from '../../../src/controller/loop/requests.ts';
import type { Outcome } from '../../../src/controller/pass/outcome.ts';
import { FakeClock, settle } from '../fake-clock.ts';

const SYNCED: Outcome = { result: 'synced', findings: [], writes: [] };
const failed = (kind: FailureKind, retryAfterMs?: number): Outcome => ({
  ...SYNCED,
  result: kind === 'conflict' ? 'conflict' : 'failed',
  failure: { kind, message: '', ...(retryAfterMs !== undefined && { retryAfterMs }) },
});

const HELD = { target: 5_000, serviceAccount: 5_000 };

describe('the loop', () => {
  let clock: FakeClock;
  let outcome: Outcome;
  let passes: number;
  let hold: Promise<void> | undefined;
  let loop: Loop;
  let stop: AbortController;
  let done: Promise<void>;
  const start = async () => {
    done = loop.run(stop.signal);
    await settle();
  };
  const enqueue = async (...causes: readonly Cause[]) => {
    for (const cause of causes) loop.enqueue(cause);
    await settle();
  };
  beforeEach(() => {
    clock = new FakeClock();
    outcome = SYNCED;
    passes = 0;
    hold = undefined;
    stop = new AbortController();
    const pass = async () => {
      passes++;
      await hold;
      return outcome;
    };
    loop = new Loop({ pass, clock, random: () => 0.5, resyncMs: 300_000 });
  });
  afterEach(async () => {
    stop.abort();
    await done;
  });

  it('passes at the start and at each resync', async () => {
    await start();
    expect(passes).to.equal(1);
    await clock.advance(299_999);
    expect(passes).to.equal(1);
    await clock.advance(1);
    expect(passes).to.equal(2);
    await clock.advance(3_000_000);
    expect(passes).to.equal(12);
  });

  it('makes one pass of many requests', async () => {
    await start();
    await enqueue('source', 'target', 'source', 'serviceAccount');
    expect(passes).to.equal(2);
  });

  for (const cause of ['target', 'serviceAccount'] as const) {
    it(`makes few passes where the ${cause} never rests, the first at once`, async () => {
      await start();
      await enqueue(cause);
      expect(passes).to.equal(2);
      for (let touch = 0; touch < 6_000; touch++) {
        loop.enqueue(cause);
        await clock.advance(10);
      }
      expect(passes).to.be.within(60, 75); // a minute
    });
  }

  it('follows 200 rotations in a row at once, and what they do to the target', async () => {
    await start();
    for (let rotation = 0; rotation < 200; rotation++) {
      const before = passes;
      outcome = { ...SYNCED, payload: `${rotation}` };
      await enqueue('source');
      expect(passes).to.equal(before + 1);
      await enqueue('target');
    }
    await clock.advance(1_000);
    expect(passes).to.be.above(201);
  });

  it('bounds a source that rotates without rest', async () => {
    await start();
    for (let rotation = 0; rotation < 6_000; rotation++) {
      outcome = { ...SYNCED, payload: `${rotation}` };
      loop.enqueue('source');
      await clock.advance(10);
    }
    expect(passes).to.be.within(600, 900); // a minute
  });

  it('makes few passes where the source is touched without rest, the first at once', async () => {
    await start();
    await enqueue('source');
    expect(passes).to.equal(2);
    for (let touch = 0; touch < 6_000; touch++) {
      loop.enqueue('source');
      await clock.advance(10);
    }
    expect(passes).to.be.within(120, 140); // a minute
  });

  it('makes no pass for a version that the last one read or wrote', async () => {
    outcome = { ...SYNCED, result: 'written', versions: { target: '7', serviceAccount: '8' } };
    let release = () => {};
    hold = new Promise(resolve => {
      release = resolve;
    });
    await start();
    loop.enqueue('target', '7'); // the watch can be faster than the answer
    hold = undefined;
    release();
    await settle();
    loop.enqueue('serviceAccount', '8');
    await settle();
    expect(passes).to.equal(1);
    loop.enqueue('target', '9');
    await settle();
    expect(passes).to.equal(2);
  });

  it('keeps up with a stale writer during a rotation', async () => {
    outcome = { ...SYNCED, result: 'written', isRotating: true };
    await start();
    for (let write = 0; write < 180; write++) {
      const before = passes;
      await enqueue('target');
      expect(passes).to.equal(before + 1);
      await clock.advance(500);
    }
    const before = passes;
    for (let write = 0; write < 6_000; write++) {
      loop.enqueue('target');
      await clock.advance(10);
    }
    expect(passes - before).to.be.within(200, 220); // a minute
  });

  it('owes nothing after conflicts', async () => {
    outcome = failed('conflict');
    await start();
    for (let conflict = 0; conflict < 200; conflict++) {
      loop.enqueue('target');
      await clock.advance(clock.next ?? 0);
    }
    outcome = SYNCED;
    await clock.advance(100);
    const before = passes;
    loop.enqueue('target');
    await clock.advance(1_000);
    expect(passes).to.equal(before + 1);
  });

  it('tries patiently where conflicts do not end', async () => {
    outcome = failed('conflict');
    await start();
    await clock.advance(600_000);
    expect(passes).to.be.within(300, 330);
  });

  it('makes one more pass of the requests during a pass', async () => {
    let release = () => {};
    hold = new Promise(resolve => {
      release = resolve;
    });
    await start();
    await enqueue('source', 'target', 'target');
    expect(passes).to.equal(1);
    hold = undefined;
    release();
    await settle();
    expect(passes).to.equal(2);
  });

  it('tries again with growing pauses, and begins anew after a success', async () => {
    outcome = failed('unreachable');
    await start();
    const pauses: (number | undefined)[] = [];
    for (let failure = 0; failure < 8; failure++) {
      pauses.push(clock.next);
      await clock.advance(clock.next ?? 0);
    }
    expect(pauses).to.deep.equal([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    outcome = SYNCED;
    await clock.advance(clock.next ?? 0);
    outcome = failed('unreachable');
    await enqueue('source');
    expect(clock.next).to.equal(500);
  });

  it('tries soon after a conflict, 200 times in a row', async () => {
    outcome = failed('conflict');
    await start();
    await clock.advance(12_000);
    expect(passes).to.be.within(200, 300);
    outcome = SYNCED;
    await clock.advance(100);
    expect(clock.next).to.be.above(250_000);
  });

  it('tries again within seconds where the token is refused', async () => {
    outcome = failed('unauthenticated');
    await start();
    await clock.advance(60_000);
    const before = passes;
    await clock.advance(5_000);
    expect(passes).to.be.above(before);
  });

  it('waits as long as the API server asks, whatever happens', async () => {
    outcome = failed('unavailable', 7_000);
    await start();
    await enqueue('source', 'target');
    await clock.advance(6_999);
    expect(passes).to.equal(1);
    await clock.advance(1);
    expect(passes).to.equal(2);
  });

  it('adds its own back-off to that, which the source alone cuts short', async () => {
    outcome = failed('unavailable', 7_000);
    await start();
    await enqueue('target');
    await clock.advance(7_499);
    expect(passes).to.equal(1);
    await clock.advance(1);
    expect(passes).to.equal(2);
  });

  it('follows the target while it is the ServiceAccount that fails', async () => {
    outcome = { ...failed('denied'), isPartial: true };
    await start();
    await enqueue('serviceAccount');
    expect(passes).to.equal(1);
    await enqueue('target');
    expect(passes).to.equal(2);
  });

  for (const [what, pending] of [
    ['a retry', failed('denied')],
    ['held-back writes', { ...SYNCED, result: 'contested', waits: HELD }],
  ] as const) {
    it(`lets only the source hurry ${what}`, async () => {
      outcome = pending;
      await start();
      await enqueue('target', 'serviceAccount');
      expect(passes).to.equal(1);
      await enqueue('source');
      expect(passes).to.equal(2);
    });
  }

  it('follows one object while the write of the other is held back', async () => {
    outcome = { ...SYNCED, result: 'contested', waits: { serviceAccount: 23_000 } };
    await start();
    await enqueue('serviceAccount');
    expect(passes).to.equal(1);
    await enqueue('target');
    expect(passes).to.equal(2);
  });

  it('makes a held-back write when its time has come', async () => {
    outcome = { ...SYNCED, result: 'contested', waits: { target: 5_000 } };
    await start();
    await clock.advance(4_999);
    expect(passes).to.equal(1);
    await clock.advance(1);
    expect(passes).to.equal(2);
  });

  it('finishes its pass when it is stopped', async () => {
    let release = () => {};
    hold = new Promise(resolve => {
      release = resolve;
    });
    await start();
    stop.abort();
    let isOver = false;
    done.then(() => {
      isOver = true;
    });
    await settle();
    expect(isOver).to.equal(false);
    release();
    await done;
    expect(passes).to.equal(1);
  });

  it('lives through failures, and not through a pass that hangs', async () => {
    outcome = failed('unreachable');
    await start();
    await clock.advance(3_600_000);
    expect(loop.isLive()).to.equal(true);
    let release = () => {};
    hold = new Promise(resolve => {
      release = resolve;
    });
    await clock.advance(500_000); // its requests may time out
    expect(loop.isLive()).to.equal(true);
    await clock.advance(600_000);
    expect(loop.isLive()).to.equal(false);
    release();
    await settle();
    expect(loop.isLive()).to.equal(true);
  });
});
