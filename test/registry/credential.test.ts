import { expect } from 'chai';
import { readSingle } from '../../src/registry/credential.ts';

describe('a single credential', () => {
  it('is one registry with its login', () => {
    const single = { registry: 'ghcr.io', username: 'u', password: 'p' };
    expect(readSingle(single)).to.deep.equal({
      value: [{ registry: { host: 'ghcr.io' }, username: 'u', password: 'p', at: 'registry' }],
      findings: [],
    });
  });

  it('tells everything that is missing', () => {
    expect(readSingle({})).to.deep.equal({
      findings: [
        {
          severity: 'error',
          message: 'the registry must be given, as in `ghcr.io`',
          at: 'registry',
        },
        { severity: 'error', message: '`username` must not be empty', at: 'username' },
        { severity: 'error', message: '`password` must not be empty', at: 'password' },
      ],
    });
  });

  it('tells what was changed', () => {
    const { value, findings } = readSingle({
      registry: 'https://GHCR.IO',
      username: 'u\n',
      password: 'p\r\n',
    });
    expect(value).to.deep.equal([
      { registry: { host: 'ghcr.io' }, username: 'u', password: 'p', at: 'registry' },
    ]);
    expect(findings).to.deep.equal([
      {
        severity: 'info',
        message: 'the registry was normalised: letter case, scheme',
        at: 'registry',
      },
      {
        severity: 'warning',
        message: 'the trailing newline of `username` was cut off',
        at: 'username',
      },
      {
        severity: 'warning',
        message: 'the trailing newline of `password` was cut off',
        at: 'password',
      },
    ]);
  });
});
