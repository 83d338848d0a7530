import { expect } from 'chai';
import { readList } from '../../src/registry/list.ts';

const USERNAME = { username: 'u', password: 'p' };
const AUTH = { auth: 'dTpw' }; // u:p
const error = (message: string, at: string) => ({ severity: 'error', message, at });

describe('a list of registries', () => {
  it('gives a login to each, as username and password or as auth', () => {
    const list = [
      { registry: 'ghcr.io', ...USERNAME },
      { registry: 'host.example:5000', ...AUTH },
    ];
    expect(readList(list, 'registries')).to.deep.equal({
      value: [
        {
          registry: { host: 'ghcr.io' },
          username: 'u',
          password: 'p',
          at: 'registries[0].registry',
        },
        {
          registry: { host: 'host.example:5000' },
          username: 'u',
          password: 'p',
          at: 'registries[1].registry',
        },
      ],
      findings: [],
    });
  });

  for (const value of [undefined, null, 'ghcr.io', 5, [], {}, { ghcr: 1 }]) {
    it(`must be a list, and not ${JSON.stringify(value)}`, () => {
      const message =
        'the value must be a list of `registry` with `username` and `password`, or with `auth`';
      expect(readList(value, 'registries')).to.deep.equal({
        findings: [error(message, 'registries')],
      });
    });
  }

  for (const item of [
    null,
    'ghcr.io',
    5,
    [],
    {},
    { registry: 'ghcr.io' },
    { registry: 'ghcr.io', auth: '', username: null },
  ]) {
    it(`must not have an entry without credentials, like ${JSON.stringify(item)}`, () => {
      const message =
        'the entry must have `registry` with `username` and `password`, or with `auth`';
      expect(readList([item], 'registries')).to.deep.equal({
        findings: [error(message, 'registries[0]')],
      });
    });
  }

  it('tells the errors of all entries at once', () => {
    const list = [
      { registry: 5, ...USERNAME },
      { ...USERNAME },
      { registry: 'ghcr.io', ...USERNAME },
      { registry: 'localhost', username: 'a:b', password: 644 },
      { registry: 'localhost', username: 'a:b', password: '' },
    ];
    const bare =
      'the registry must have a dot or a port, as in `localhost:5000`: without one it is a name on Docker Hub';
    expect(readList(list, 'registries')).to.deep.equal({
      findings: [
        error('`registry` must be a string: put it in quotes', 'registries[0].registry'),
        error('the registry must be given, as in `ghcr.io`', 'registries[1].registry'),
        error(bare, 'registries[3].registry'),
        error('`password` must be a string: put it in quotes', 'registries[3].password'),
        error(bare, 'registries[4].registry'),
        error('`username` must not contain a colon', 'registries[4].username'),
        error('`password` must not be empty', 'registries[4].password'),
      ],
    });
  });

  it('names an unknown field only where it is a known one misspelt', () => {
    const list = [
      { registry: 'ghcr.io', usrname: 'u', password: 'p' },
      { registry: 'ghcr.io', ...USERNAME, dckr_pat_1234: '' },
      { registri: 'ghcr.io', ...USERNAME },
    ];
    expect(readList(list, 'registries')).to.deep.equal({
      findings: [
        error('the name of this field must be `username`', 'registries[0].usrname'),
        error('field 4 is not known and must be removed', 'registries[1]'),
        error('the name of this field must be `registry`', 'registries[2].registri'),
      ],
    });
  });
});
