import { expect } from 'chai';
import { Slices } from '../../src/krm/slices.ts';

const slices = (...texts: string[]) => new Slices(texts.map(text => Buffer.from(text)));

describe('slices', () => {
  for (const texts of [[], ['a'], ['a', '', 'ü', '\n']]) {
    it(`of ${JSON.stringify(texts)} are their text`, () => {
      expect(slices(...texts).toString()).to.equal(texts.join(''));
      expect(slices(...texts).pieces).to.have.length(texts.filter(text => text !== '').length);
    });
  }

  it('are not copied where there is one', () => {
    const only = Buffer.from('a');
    expect(new Slices([only, Buffer.alloc(0)]).whole()).to.equal(only);
  });
});
