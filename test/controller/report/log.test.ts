import { expect } from 'chai';
import { createFingerprint, traceOf } from '../../../src/controller/report/log.ts';
import { PAYLOAD } from '../samples.ts';

describe('what is logged', () => {
  it('names a payload by 8 hex digits, the same within a process only', () => {
    const print = createFingerprint();
    expect(print(PAYLOAD)).to.match(/^[0-9a-f]{8}$/);
    expect(print(PAYLOAD)).to.equal(print(PAYLOAD));
    expect(print(PAYLOAD)).to.not.equal(print('e30='));
    expect(createFingerprint()(PAYLOAD)).to.not.equal(print(PAYLOAD));
  });

  it('has the places of an error, and not its message', () => {
    const cause = new Error('hunter2');
    const error = new TypeError('hunter2\n    hunter2', { cause });
    expect(traceOf(error)).to.match(/^TypeError\n +at .*log\.test\.ts/);
    expect(traceOf(error)).to.not.contain('hunter2');
    expect(traceOf('hunter2')).to.equal('string');
  });
});
