import { expect } from 'chai';
import { hasLoneReturn } from '../../src/krm/bytes.ts';

describe('a lone carriage return', () => {
  it('is one without line feed', () => {
    const found = ['', '\n', 'a\r\nb\r\n', 'a\rb', 'a\r\n\r', '\r\r\n'].map(text =>
      hasLoneReturn(Buffer.from(text)),
    );
    expect(found).to.deep.equal([false, false, false, true, true, true]);
  });
});
