import { expect } from 'chai';
import fc from 'fast-check';
import type { Login } from '../../src/registry/auth.ts';
import { decodeAuth } from '../../src/registry/auth.ts';
import type { Credential } from '../../src/registry/credential.ts';
import { buildDockerConfig, serializeDockerConfig } from '../../src/registry/docker-config.ts';
import { parseRegistry } from '../../src/registry/host.ts';
import { login, registryText } from './arbitrary.ts';
import { kubeletKey, runnerKey } from './lookup.ts';

const PATH =
  'only the kubelet sees the path: the function-runner uses the credential of the host ' +
  'for every image there, public ones included';
const A: Login = { username: 'a', password: 'x' };
const B: Login = { username: 'b', password: 'y' };

/** Credentials in the order of their places, `registries[0]` and so on. */
function credentials(
  ...given: readonly (readonly [registry: string, login: Login])[]
): Credential[] {
  return given.flatMap(([text, { username, password }], index) => {
    const { value: registry } = parseRegistry(text, '');
    return registry ? [{ registry, username, password, at: `registries[${index}].registry` }] : [];
  });
}

const at = (index: number) => `registries[${index}].registry`;
const warning = (index: number) => ({ severity: 'warning', message: PATH, at: at(index) });
const keysOf = (given: Credential[]) => Object.keys(buildDockerConfig(given).value?.auths ?? {});

describe('the docker config', () => {
  it("has the keys of both readers for the seed document's example", () => {
    const seed = { username: 'my_username', password: 'my_password' };
    const { value, findings } = buildDockerConfig(
      credentials(['https://index.docker.io/v1/', seed], ['ghcr.io', seed]),
    );
    const entry =
      '{"auth":"bXlfdXNlcm5hbWU6bXlfcGFzc3dvcmQ=","password":"my_password","username":"my_username"}';
    expect(findings).to.deep.equal([]);
    expect(value && serializeDockerConfig(value)).to.equal(
      `{"auths":{"ghcr.io":${entry},"index.docker.io":${entry}}}`,
    );
  });

  it('has one key for a registry that is given twice with one login', () => {
    const given = credentials(['docker.io', A], ['https://index.docker.io/v1/', A]);
    expect(keysOf(given)).to.deep.equal(['index.docker.io']);
  });

  it('refuses two logins for one key', () => {
    const given = credentials(
      ['docker.io', A],
      ['ghcr.io', A],
      ['index.docker.io', B],
      ['GHCR.IO', { ...A, password: 'y' }],
    );
    expect(buildDockerConfig(given)).to.deep.equal({
      findings: [2, 3].map(index => ({
        severity: 'error',
        message: `the login must be the same as at \`${at(index - 2)}\`: both are one registry`,
        at: at(index),
      })),
    });
  });

  it('keeps ports apart, because both readers compare them as text', () => {
    const given = credentials(['ghcr.io', A], ['ghcr.io:443', B]);
    expect(keysOf(given)).to.deep.equal(['ghcr.io', 'ghcr.io:443']);
  });

  it('is a Secret of 1 MiB at most', () => {
    const of = (length: number) =>
      buildDockerConfig(credentials(['ghcr.io', { username: 'u', password: 'p'.repeat(length) }]));
    const overhead = serializeDockerConfig(of(1).value ?? { auths: {} }).length;
    const length = 3 * Math.floor((1024 * 1024 - overhead) / 7);
    expect(of(length).findings).to.deep.equal([]);
    expect(of(length + 9)).to.deep.equal({
      findings: [
        {
          severity: 'error',
          message: 'the credentials must fit in 1 MiB: give fewer registries',
          at: '',
        },
      ],
    });
  });
});

describe('a docker config with paths', () => {
  it('has the host too where one login is all there is for it', () => {
    const given = credentials(['ghcr.io/org', A]);
    const { value, findings } = buildDockerConfig(given);
    expect(value?.auths['ghcr.io']).to.deep.equal(value?.auths['ghcr.io/org']);
    expect(keysOf(given)).to.deep.equal(['ghcr.io', 'ghcr.io/org']);
    expect(findings).to.deep.equal([warning(0)]);
  });

  it('has Docker Hub under the name that each reader knows', () => {
    expect(keysOf(credentials(['index.docker.io/org', A]))).to.deep.equal([
      'docker.io/org',
      'index.docker.io',
    ]);
  });

  it('has the host once for several paths with one login', () => {
    const given = credentials(['ghcr.io/one', A], ['ghcr.io/two', A]);
    expect(keysOf(given)).to.deep.equal(['ghcr.io', 'ghcr.io/one', 'ghcr.io/two']);
    expect(buildDockerConfig(given).findings).to.deep.equal([warning(0), warning(1)]);
  });

  it('asks for the host where the paths have different logins', () => {
    const { value, findings } = buildDockerConfig(
      credentials(['ghcr.io/one', A], ['ghcr.io/two', B], ['quay.io/org', B]),
    );
    const message = `the host must have an entry without path, to decide between this and \`${at(0)}\``;
    expect(value).to.equal(undefined);
    expect(findings).to.deep.equal([
      { severity: 'error', message, at: at(1) },
      warning(0),
      warning(1),
      warning(2),
    ]);
  });

  it('leaves the host to its own entry, wherever that stands', () => {
    const given = credentials(
      ['ghcr.io/one', A],
      ['ghcr.io/two', B],
      ['ghcr.io', { username: 'c', password: 'z' }],
    );
    const { value, findings } = buildDockerConfig(given);
    expect(
      Object.entries(value?.auths ?? {}).map(([key, { username }]) => [key, username]),
    ).to.deep.equal([
      ['ghcr.io', 'c'],
      ['ghcr.io/one', 'a'],
      ['ghcr.io/two', 'b'],
    ]);
    expect(findings).to.deep.equal([warning(0), warning(1)]);
  });
});

describe('every docker config', () => {
  const given = fc.array(fc.tuple(registryText, login), { maxLength: 6 });

  it('is the same text for the same credentials in any order', () => {
    const shuffled = given.chain(list =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, lists => {
        const [one, other] = lists.map(list => buildDockerConfig(credentials(...list)).value);
        expect(other && serializeDockerConfig(other)).to.equal(one && serializeDockerConfig(one));
      }),
    );
  });

  it('gives both readers the login for an image, whatever the registry was written like', () => {
    fc.assert(
      fc.property(registryText, login, (text, expected) => {
        const [credential] = credentials([text, expected]);
        if (credential === undefined) return;
        const { host, path } = credential.registry;
        const keys = keysOf([credential]);
        const auths = buildDockerConfig([credential]).value?.auths ?? {};
        const images = [`${host}/${path ?? 'org'}/fn:v1`];
        if (host === 'index.docker.io' && path === undefined)
          images.push('alpine', 'org/fn', 'docker.io/org/fn:v1');
        for (const image of images) {
          for (const key of [kubeletKey(keys, image), runnerKey(keys, image)]) {
            const entry = auths[key ?? ''];
            expect(entry && decodeAuth(entry.auth), image).to.deep.equal(expected);
            expect(entry).to.include(expected);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
