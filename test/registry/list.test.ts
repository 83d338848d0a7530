import { expect } from 'chai';
import { readList } from '../../src/registry/list.ts';
import { told } from './told.ts';

const LOGIN = { username: 'u', password: 'p' };
const FORM = '`registry` with `username` and `password`, or with `auth`';
const BARE =
  'the registry must have a dot or a port, as in `localhost:5000`: without one it is a name on Docker Hub';

const refused = (value: unknown) => {
  const found = readList(value, 'registries');
  expect(found.value).to.equal(undefined);
  return told(found.findings);
};

describe('a list of registries', () => {
  it('gives each its login, as username and password or as auth', () => {
    const list = [
      { registry: 'ghcr.io', ...LOGIN },
      { registry: 'host.example:5000', auth: 'dTpw' },
    ];
    expect(readList(list, 'registries')).to.deep.equal({
      value: [
        { registry: { host: 'ghcr.io' }, ...LOGIN, at: 'registries[0].registry' },
        { registry: { host: 'host.example:5000' }, ...LOGIN, at: 'registries[1].registry' },
      ],
      findings: [],
    });
  });

  for (const value of [undefined, null, 'ghcr.io', 5, [], {}, { ghcr: 1 }]) {
    it(`must be a list, and not ${JSON.stringify(value)}`, () => {
      expect(refused(value)).to.deep.equal([
        `error registries: the value must be a list of ${FORM}`,
      ]);
    });
  }

  for (const item of [null, 'ghcr.io', 5, [], {}, { registry: 'ghcr.io', auth: '' }]) {
    it(`must not have an entry without credentials, like ${JSON.stringify(item)}`, () => {
      expect(refused([item])).to.deep.equal([`error registries[0]: the entry must have ${FORM}`]);
    });
  }

  it('tells the errors of all entries at once', () => {
    const list = [
      { registry: 5, ...LOGIN },
      { ...LOGIN },
      { registry: 'ghcr.io', ...LOGIN },
      { registry: 'localhost', username: 'a:b', password: '' },
    ];
    expect(refused(list)).to.deep.equal([
      'error registries[0].registry: `registry` must be a string: put it in quotes',
      'error registries[1].registry: the registry must be given, as in `ghcr.io`',
      `error registries[3].registry: ${BARE}`,
      'error registries[3].username: `username` must not contain a colon',
      'error registries[3].password: `password` must not be empty',
    ]);
  });

  it('names an unknown field only where it is a known one misspelt', () => {
    const list = [
      { registry: 'ghcr.io', usrname: 'u', password: 'p' },
      { registry: 'ghcr.io', ...LOGIN, dckr_pat_1234: '' },
      { registri: 'ghcr.io', ...LOGIN },
    ];
    expect(refused(list)).to.deep.equal([
      'error registries[0].usrname: the name of this field must be `username`',
      'error registries[1]: field 4 is not known and must be removed',
      'error registries[2].registri: the name of this field must be `registry`',
    ]);
  });
});
