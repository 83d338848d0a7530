import { expect } from 'chai';
import { done } from '../../src/findings/step.ts';
import { readList } from '../../src/registry/list.ts';
import { codesOf } from '../support/findings.ts';

const LOGIN = { username: 'u', password: 'p' };

const refused = (value: unknown) => {
  const read = readList(value, 'registries');
  expect(read.ok).to.equal(false);
  return codesOf(read.findings);
};

describe('a list of registries', () => {
  it('gives each its login, as username and password or as auth', () => {
    const list = [
      { registry: 'ghcr.io', ...LOGIN },
      { registry: 'host.example:5000', auth: 'dTpw' },
    ];
    expect(readList(list, 'registries')).to.deep.equal(
      done([
        { registry: { host: 'ghcr.io' }, ...LOGIN, at: 'registries[0].registry' },
        { registry: { host: 'host.example:5000' }, ...LOGIN, at: 'registries[1].registry' },
      ]),
    );
  });

  for (const value of [undefined, null, 'ghcr.io', 5, [], {}, { ghcr: 1 }]) {
    it(`must be a list, and not ${JSON.stringify(value)}`, () => {
      expect(refused(value)).to.deep.equal([`error registries: registries-not-a-list`]);
    });
  }

  for (const item of [null, 'ghcr.io', 5, []]) {
    it(`must have objects, and not ${JSON.stringify(item)}`, () => {
      expect(refused([item])).to.deep.equal(['error registries[0]: entry-not-an-object']);
    });
  }

  for (const item of [{}, { registry: 'ghcr.io', auth: '' }]) {
    it(`must not have an entry without credentials, like ${JSON.stringify(item)}`, () => {
      expect(refused([item])).to.deep.equal([`error registries[0]: entry-empty`]);
    });
  }

  it('reports the errors of all entries at once', () => {
    const list = [
      { registry: 5, ...LOGIN },
      { ...LOGIN },
      { registry: 'ghcr.io', ...LOGIN },
      { registry: 'localhost', username: 'a:b', password: '' },
    ];
    expect(refused(list)).to.deep.equal([
      'error registries[0].registry: field-not-a-string',
      'error registries[1].registry: registry-missing',
      `error registries[3].registry: registry-bare-name`,
      'error registries[3].username: username-colon',
      'error registries[3].password: login-empty',
    ]);
  });

  it('says of a field for another mode which mode that is', () => {
    const list = [
      { registry: 'quay.io', generator: 'QuayAccessToken/a' },
      { registry: 'ghcr.io', ...LOGIN, remoteKey: 'x', usernameProperty: 'u' },
    ];
    expect(refused(list)).to.deep.equal([
      'error registries[0].generator: remote-field-without-store',
      'error registries[1].remoteKey: remote-field-without-store',
      'error registries[1].usernameProperty: remote-field-without-store',
    ]);
  });

  it('names an unknown field only where it is a known one misspelt', () => {
    const list = [
      { registry: 'ghcr.io', usrname: 'u', password: 'p' },
      { registry: 'ghcr.io', ...LOGIN, dckr_pat_1234: '' },
      { registri: 'ghcr.io', ...LOGIN },
    ];
    expect(refused(list)).to.deep.equal([
      'error registries[0].usrname: field-misspelt',
      'error registries[1]: field-unknown',
      'error registries[2].registri: field-misspelt',
    ]);
  });
});
