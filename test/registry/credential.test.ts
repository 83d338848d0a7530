import { expect } from 'chai';
import { done } from '../../src/findings/step.ts';
import { readSingle } from '../../src/registry/credential.ts';
import { codesOf, valueIn } from '../support/findings.ts';

describe('a single credential', () => {
  it('is one registry with its login', () => {
    expect(readSingle({ registry: 'ghcr.io', username: 'u', password: 'p' })).to.deep.equal(
      done([{ registry: { host: 'ghcr.io' }, username: 'u', password: 'p', at: 'registry' }]),
    );
  });

  it('reports everything that is missing', () => {
    const read = readSingle({});
    expect(valueIn(read)).to.equal(undefined);
    expect(codesOf(read.findings)).to.deep.equal([
      'error registry: registry-missing',
      'error username: login-empty',
      'error password: login-empty',
    ]);
  });

  it('reports what was changed', () => {
    const read = readSingle({
      registry: 'https://GHCR.IO/org',
      username: 'u',
      password: 'p\n',
    });
    const registry = { host: 'ghcr.io', path: 'org' };
    expect(valueIn(read)).to.deep.equal([
      { registry, username: 'u', password: 'p', at: 'registry' },
    ]);
    expect(codesOf(read.findings)).to.deep.equal([
      'info registry: registry-normalised',
      'warning password: login-newline-cut',
    ]);
  });
});
