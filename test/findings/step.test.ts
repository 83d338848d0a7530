import { expect } from 'chai';
import { error, type Finding, note, warning } from '../../src/findings/finding.ts';
import {
  all,
  andThen,
  done,
  each,
  failed,
  type Step,
  unlessErrors,
} from '../../src/findings/step.ts';

const WRONG = error('registry-glob', 'wrong', 'a');
const DOUBT = warning('path-for-the-kubelet-only', 'doubtful', 'b');
const NOTE = note('auth-wins', 'worth knowing');
const MANY = 300_000; // more than a function call takes as arguments

describe('a step', () => {
  it('has its value with warnings and infos, and none with an error', () => {
    expect(unlessErrors([DOUBT, NOTE], () => 1)).to.deep.equal(done(1, [DOUBT, NOTE]));
    expect(unlessErrors([], () => 1)).to.deep.equal(done(1));
    expect(unlessErrors([NOTE, WRONG], () => 1)).to.deep.equal(failed(NOTE, WRONG));
  });

  it('does not compute the value that it has not', () => {
    const value = () => expect.fail('computed');
    expect(unlessErrors([WRONG], value).ok).to.equal(false);
  });

  it('gives its value to the next, whose findings follow', () => {
    const half = (value: number): Step<number> => done(value / 2, [DOUBT]);
    expect(andThen(done(4, [NOTE]), half)).to.deep.equal(done(2, [NOTE, DOUBT]));
    expect(andThen(done(4, [NOTE]), () => failed(WRONG))).to.deep.equal(failed(NOTE, WRONG));
    expect(andThen<number, number>(failed(WRONG), half)).to.deep.equal(failed(WRONG));
  });
});

describe('several steps', () => {
  it('have all values, or all findings', () => {
    expect(all(done(1, [NOTE]), done('x', [DOUBT]))).to.deep.equal(done([1, 'x'], [NOTE, DOUBT]));
    expect(all(done(1, [NOTE]), failed<Finding>(WRONG), done(2, [DOUBT]))).to.deep.equal(
      failed(NOTE, WRONG, DOUBT),
    );
    expect(each([done(1), done(2)])).to.deep.equal(done([1, 2]));
    expect(each([])).to.deep.equal(done([]));
  });

  it('may be more than a call has arguments', () => {
    const steps = Array.from({ length: MANY }, () => failed<Finding>(WRONG));
    expect(each(steps).findings).to.have.length(MANY);
    expect(unlessErrors(each(steps).findings, () => 1).findings).to.have.length(MANY);
  });
});
