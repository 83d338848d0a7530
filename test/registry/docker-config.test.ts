import { expect } from 'chai';
import fc from 'fast-check';
import type { Login } from '../../src/registry/auth.ts';
import { buildDockerConfig, serializeDockerConfig } from '../../src/registry/docker-config.ts';
import { credentials, login, registryText } from './arbitrary.ts';
import { told } from './told.ts';

const A: Login = { username: 'a', password: 'x' };
const B: Login = { username: 'b', password: 'y' };
const PATH =
  'only the kubelet sees the path: the function-runner uses the credential of the host ' +
  'for every image there, public ones included';

/** The username for each key, and what is told. */
function build(...given: readonly (readonly [registry: string, login: Login])[]) {
  const { value, findings } = buildDockerConfig(credentials(given));
  const users = value && Object.entries(value.auths).map(([key, entry]) => [key, entry.username]);
  return { users, told: told(findings) };
}

describe('the docker config', () => {
  it("has the keys of both readers for the seed document's example", () => {
    const seed = { username: 'my_username', password: 'my_password' };
    const given = credentials([
      ['https://index.docker.io/v1/', seed],
      ['ghcr.io', seed],
    ]);
    const { value, findings } = buildDockerConfig(given);
    const entry =
      '{"auth":"bXlfdXNlcm5hbWU6bXlfcGFzc3dvcmQ=","password":"my_password","username":"my_username"}';
    expect(findings).to.deep.equal([]);
    expect(value && serializeDockerConfig(value)).to.equal(
      `{"auths":{"ghcr.io":${entry},"index.docker.io":${entry}}}`,
    );
  });

  it('has one key for a registry that is given twice with one login', () => {
    expect(build(['docker.io', A], ['https://index.docker.io/v1/', A])).to.deep.equal({
      users: [['index.docker.io', 'a']],
      told: [],
    });
  });

  it('has no room for two logins under one key', () => {
    const other = { ...A, password: 'y' };
    expect(
      build(['docker.io', A], ['ghcr.io', A], ['index.docker.io', B], ['GHCR.IO', other]),
    ).to.deep.equal({
      users: undefined,
      told: [
        'error [2]: the login must be the same as at `[0]`: both are one registry',
        'error [3]: the login must be the same as at `[1]`: both are one registry',
      ],
    });
  });

  it('keeps ports apart, because both readers compare them as text', () => {
    const users = [
      ['ghcr.io', 'a'],
      ['ghcr.io:443', 'b'],
    ];
    expect(build(['ghcr.io:443', B], ['ghcr.io', A])).to.deep.equal({ users, told: [] });
  });

  it('has 1 MiB at most', () => {
    const password = 'p'.repeat(449_000);
    const of = (letters: number) =>
      buildDockerConfig(credentials([[`${'a'.repeat(letters)}.io`, { username: 'u', password }]]));
    const bytes = (letters: number) =>
      serializeDockerConfig(of(letters).value ?? { auths: {} }).length;
    const most = 1 + 1024 * 1024 - bytes(1);
    expect(bytes(most)).to.equal(1024 * 1024);
    expect(of(most + 1).value).to.equal(undefined);
    expect(told(of(most + 1).findings)).to.deep.equal([
      'error : the credentials must fit in 1 MiB: give fewer registries',
    ]);
  });

  it('is the same text for the same credentials in any order', () => {
    const list = fc.array(fc.tuple(registryText, login), { maxLength: 6 });
    const lists = list.chain(one =>
      fc.tuple(fc.constant(one), fc.shuffledSubarray(one, { minLength: one.length })),
    );
    fc.assert(
      fc.property(lists, pair => {
        const [one, other] = pair.map(given => buildDockerConfig(credentials(given)).value);
        expect(other && serializeDockerConfig(other)).to.equal(one && serializeDockerConfig(one));
      }),
    );
  });
});

describe('a docker config with paths', () => {
  it('has the host too where one login is all there is for it', () => {
    expect(build(['ghcr.io/org', A])).to.deep.equal({
      users: [
        ['ghcr.io', 'a'],
        ['ghcr.io/org', 'a'],
      ],
      told: [`warning [0]: ${PATH}`],
    });
    expect(build(['index.docker.io/org', A])).to.deep.equal({
      users: [
        ['docker.io/org', 'a'],
        ['index.docker.io', 'a'],
      ],
      told: [`warning [0]: ${PATH}`],
    });
    expect(build(['ghcr.io/one', A], ['ghcr.io/two', A])).to.deep.equal({
      users: [
        ['ghcr.io', 'a'],
        ['ghcr.io/one', 'a'],
        ['ghcr.io/two', 'a'],
      ],
      told: [`warning [0]: ${PATH}`, `warning [1]: ${PATH}`],
    });
  });

  it('asks for the host where the paths have different logins', () => {
    expect(build(['ghcr.io/one', A], ['ghcr.io/two', B], ['quay.io/org', B])).to.deep.equal({
      users: undefined,
      told: [
        'error [1]: the host must have an entry without path, to decide between this and `[0]`',
        `warning [0]: ${PATH}`,
        `warning [1]: ${PATH}`,
        `warning [2]: ${PATH}`,
      ],
    });
  });

  it('leaves the host to its own entry, wherever that stands', () => {
    const own = { username: 'c', password: 'z' };
    expect(build(['ghcr.io/one', A], ['ghcr.io/two', B], ['ghcr.io', own])).to.deep.equal({
      users: [
        ['ghcr.io', 'c'],
        ['ghcr.io/one', 'a'],
        ['ghcr.io/two', 'b'],
      ],
      told: [`warning [0]: ${PATH}`, `warning [1]: ${PATH}`],
    });
  });
});
