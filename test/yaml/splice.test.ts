import { expect } from 'chai';
import { insertLines, splice } from '../../src/yaml/splice.ts';

const at = (start: number, end: number, text: string) => ({ start, end, text });

describe('splices', () => {
  it('all count from the same text', () => {
    const splices = [at(4, 5, 'E'), at(0, 1, 'AA'), at(2, 2, '-')];
    expect(splice('abcde', splices)).to.equal('AAb-cdE');
  });

  it('change nothing where there are none', () => {
    expect(splice('abc', [])).to.equal('abc');
  });

  it('insert at one offset in their order, before what is removed there', () => {
    const splices = [at(1, 3, ''), at(1, 1, 'x'), at(1, 1, 'y'), at(3, 3, 'z')];
    expect(splice('abcd', splices)).to.equal('axyzd');
  });

  it('insert at one offset the lines of the inner collection first', () => {
    const texts = ['a: 1\n', '  b: 2\n', '  - c\n', '    d: 3\n', '- e\n', '  f: 4\n'];
    const splices = texts.map(text => at(2, 2, text));
    expect(splice('x\ny\n', splices)).to.equal(
      'x\n    d: 3\n  - c\n  b: 2\n  f: 4\n- e\na: 1\ny\n',
    );
  });

  it('must not overlap', () => {
    expect(() => splice('secret', [at(0, 3, ''), at(2, 4, '')])).to.throw(
      /^overlapping splices at 2$/,
    );
  });
});

describe('whole lines', () => {
  it('are inserted behind the line of an offset', () => {
    const source = 'a: 1\r\nb: 2\r\n';
    expect(splice(source, [insertLines(source, 1, ['x', 'y'])])).to.equal(
      'a: 1\r\nx\r\ny\r\nb: 2\r\n',
    );
    expect(splice(source, [insertLines(source, 6, ['x'])])).to.equal('a: 1\r\nx\r\nb: 2\r\n');
  });
});
