import { expect } from 'chai';
import { readSingle } from '../../src/registry/credential.ts';
import { told } from './told.ts';

describe('a single credential', () => {
  it('is one registry with its login', () => {
    expect(readSingle({ registry: 'ghcr.io', username: 'u', password: 'p' })).to.deep.equal({
      value: [{ registry: { host: 'ghcr.io' }, username: 'u', password: 'p', at: 'registry' }],
      findings: [],
    });
  });

  it('tells everything that is missing', () => {
    const { value, findings } = readSingle({});
    expect(value).to.equal(undefined);
    expect(told(findings)).to.deep.equal([
      'error registry: the registry must be given, as in `ghcr.io`',
      'error username: `username` must not be empty',
      'error password: `password` must not be empty',
    ]);
  });

  it('tells what was changed', () => {
    const { value, findings } = readSingle({
      registry: 'https://GHCR.IO/org',
      username: 'u',
      password: 'p\n',
    });
    const registry = { host: 'ghcr.io', path: 'org' };
    expect(value).to.deep.equal([{ registry, username: 'u', password: 'p', at: 'registry' }]);
    expect(told(findings)).to.deep.equal([
      'info registry: the registry was normalised: letter case, scheme',
      'warning password: the trailing newline of `password` was cut off',
    ]);
  });
});
