import { expect } from 'chai';
import fc from 'fast-check';
import type { Login } from '../../src/registry/auth.ts';
import { buildDockerConfig, serializeDockerConfig } from '../../src/registry/docker-config.ts';
import { codesOf, valueIn } from '../support/findings.ts';
import { credentials, login, registryText } from './arbitrary.ts';

const A: Login = { username: 'a', password: 'x' };
const B: Login = { username: 'b', password: 'y' };

/** The username for each key, and the codes of the findings. */
function build(...given: readonly (readonly [registry: string, login: Login])[]) {
  const built = buildDockerConfig(credentials(given));
  const auths = valueIn(built)?.auths;
  const users = auths && Object.entries(auths).map(([key, entry]) => [key, entry.username]);
  return { users, codes: codesOf(built.findings) };
}

describe('the docker config', () => {
  it("has the keys of all readers for the seed document's example", () => {
    const seed = { username: 'my_username', password: 'my_password' };
    const given = credentials([
      ['https://index.docker.io/v1/', seed],
      ['ghcr.io', seed],
    ]);
    const built = buildDockerConfig(given);
    const entry =
      '{"auth":"bXlfdXNlcm5hbWU6bXlfcGFzc3dvcmQ=","password":"my_password","username":"my_username"}';
    expect(built.findings).to.deep.equal([]);
    expect(built.ok && serializeDockerConfig(built.value)).to.equal(
      `{"auths":{"ghcr.io":${entry},"https://index.docker.io/v1/":${entry},"index.docker.io":${entry}}}`,
    );
  });

  it('has the two keys of Docker Hub once where it is given twice with one login', () => {
    expect(build(['docker.io', A], ['https://index.docker.io/v1/', A])).to.deep.equal({
      users: [
        ['https://index.docker.io/v1/', 'a'],
        ['index.docker.io', 'a'],
      ],
      codes: [],
    });
  });

  it('has no room for two logins under one key', () => {
    const other = { ...A, password: 'y' };
    expect(
      build(['docker.io', A], ['ghcr.io', A], ['index.docker.io', B], ['GHCR.IO', other]),
    ).to.deep.equal({
      users: undefined,
      codes: ['error [2]: login-twice', 'error [3]: login-twice'],
    });
  });

  it('keeps ports apart, because both readers compare them as text', () => {
    const users = [
      ['ghcr.io', 'a'],
      ['ghcr.io:443', 'b'],
    ];
    expect(build(['ghcr.io:443', B], ['ghcr.io', A])).to.deep.equal({ users, codes: [] });
  });

  it('has 1 MiB at most', () => {
    const password = 'p'.repeat(449_000);
    const of = (letters: number) =>
      buildDockerConfig(credentials([[`${'a'.repeat(letters)}.io`, { username: 'u', password }]]));
    const bytes = (letters: number) =>
      serializeDockerConfig(valueIn(of(letters)) ?? { auths: {} }).length;
    const most = 1 + 1024 * 1024 - bytes(1);
    expect(bytes(most)).to.equal(1024 * 1024);
    expect(codesOf(of(most + 1).findings)).to.deep.equal(['error : config-too-large']);
  });

  it('is the same text for the same credentials in any order', () => {
    const list = fc.array(fc.tuple(registryText, login), { maxLength: 6 });
    const lists = list.chain(one =>
      fc.tuple(fc.constant(one), fc.shuffledSubarray(one, { minLength: one.length })),
    );
    fc.assert(
      fc.property(lists, pair => {
        const [one, other] = pair.map(given => valueIn(buildDockerConfig(credentials(given))));
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
      codes: [`warning [0]: path-for-the-kubelet-only`],
    });
    expect(build(['index.docker.io/org', A])).to.deep.equal({
      users: [
        ['docker.io/org', 'a'],
        ['https://index.docker.io/v1/', 'a'],
        ['index.docker.io', 'a'],
      ],
      codes: [`warning [0]: path-for-the-kubelet-only`],
    });
    expect(build(['ghcr.io/one', A], ['ghcr.io/two', A])).to.deep.equal({
      users: [
        ['ghcr.io', 'a'],
        ['ghcr.io/one', 'a'],
        ['ghcr.io/two', 'a'],
      ],
      codes: [`warning [0]: path-for-the-kubelet-only`, `warning [1]: path-for-the-kubelet-only`],
    });
  });

  it('asks for the host where the paths have different logins', () => {
    expect(build(['ghcr.io/one', A], ['ghcr.io/two', B], ['quay.io/org', B])).to.deep.equal({
      users: undefined,
      codes: [
        'error [1]: path-without-host',
        `warning [0]: path-for-the-kubelet-only`,
        `warning [1]: path-for-the-kubelet-only`,
        `warning [2]: path-for-the-kubelet-only`,
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
      codes: [`warning [0]: path-for-the-kubelet-only`, `warning [1]: path-for-the-kubelet-only`],
    });
  });
});
