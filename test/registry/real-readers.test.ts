// Laws of docker configs, judged by the readers' own code.
import { expect } from 'chai';
import fc from 'fast-check';
import type { Login } from '../../src/registry/auth.ts';
import type { Credential } from '../../src/registry/credential.ts';
import { buildDockerConfig, serializeDockerConfig } from '../../src/registry/docker-config.ts';
import { parseRegistry, type Registry } from '../../src/registry/host.ts';
import { checkDockerConfig, hasLogins } from '../../src/registry/readers.ts';
import { valueIn } from '../support/findings.ts';
import { hasProgram, needs } from '../support/needs.ts';
import { credentials, login, registryText } from './arbitrary.ts';
import { type Answer, isUsable, judge, type ReaderName } from './judge.ts';

const NOW = new Date('2026-01-01');
const BATCH = { minLength: 100, maxLength: 300 }; // one start of the program for each
const RUNS = { numRuns: 20, endOnFailure: true }; // to shrink a batch takes minutes

/** An image for which a credential of the registry is meant, and none with another path. */
const imageOf = ({ host, path }: Registry) => `${host}/${path ?? 'unscoped'}/fn:v1`;

const key = fc.oneof(
  registryText,
  fc.constantFrom('ghcr.io', 'https://ghcr.io', 'ghcr.io/org', 'GHCR.IO', 'ghcr.io/v2', '*.io'),
  fc.constantFrom('index.docker.io', 'https://index.docker.io/v1/', 'docker.io/org', '[::1]'),
);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const text = fc.constantFrom('', 'u', 'p:w', 'p\n');
const entry = fc.oneof(
  fc.constantFrom<unknown>(null, {}, { auth: '' }, { email: 'u@example.com' }),
  fc.record({ username: text, password: text }, { requiredKeys: [] }),
  fc.record({ auth: fc.tuple(text, text).map(parts => base64(parts.join(':'))) }),
  fc.record(
    { auth: fc.constantFrom('dTo=', 'dTpw'), identitytoken: text, registrytoken: text },
    { requiredKeys: [] },
  ),
);
const brokenEntry = fc.oneof(
  fc.constantFrom<unknown>(5, 'dTpw', [], true),
  fc.record({
    auth: fc.constantFrom<unknown>(
      'dTpw ',
      'u:p',
      'dTo-Pz8_',
      'dXA=',
      'dTpw====',
      'dTpwdw=',
      'dTpw\n',
      5,
    ),
  }),
  fc.dictionary(
    fc.constantFrom('auth', 'Username', 'password', 'email', 'identitytoken', 'registrytoken'),
    fc.constantFrom<unknown>('dTpw', '', null, 5, {}, []),
  ),
);
const config = (entries: fc.Arbitrary<unknown>) =>
  fc.dictionary(key, entries, { maxKeys: 3, noNullPrototype: true });

describe('the real readers', () => {
  needs('go, which builds hack/readers', hasProgram('go', 'version'));
  const ask = judge();

  it('find all that the function writes, under the one login that was given', () => {
    const given = fc.array(fc.tuple(registryText, login), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(given, BATCH), batch => {
        const cases = batch.flatMap(each => {
          const accepted = credentials(each);
          const built = valueIn(buildDockerConfig(accepted));
          const images = accepted.map(({ registry }) => imageOf(registry));
          return built ? [{ accepted, config: serializeDockerConfig(built), images }] : [];
        });
        for (const [index, answer] of ask(cases).entries()) {
          for (const [place, credential] of (cases[index]?.accepted ?? []).entries()) {
            expectFound(answer, place, credential, cases[index]?.accepted ?? []);
          }
        }
      }),
      RUNS,
    );
  });

  it('refuse what is an error, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(config(fc.oneof(entry, brokenEntry)), BATCH), batch => {
        const texts = batch.map(auths => JSON.stringify({ auths }));
        for (const [index, answer] of ask(texts.map(text => question(text))).entries()) {
          const found = checkDockerConfig(texts[index] ?? '', 'file', NOW);
          const hasErrors = found.some(({ severity }) => severity === 'error');
          const isRefused = answer.runner === null || answer.kubelet === null;
          expect(hasErrors, texts[index]).to.equal(isRefused);
        }
      }),
      RUNS,
    );
  });

  it('both have a login that works where no entry is warned of', () => {
    fc.assert(
      fc.property(fc.array(config(entry), BATCH), batch => {
        const cases = batch.map(auths => caseOf(JSON.stringify({ auths })));
        for (const [index, answer] of ask(cases).entries()) {
          const { config = '', images = [] } = cases[index] ?? {};
          const found = checkDockerConfig(config, 'file', NOW);
          const isFine = found.every(({ severity }) => severity === 'info');
          if (isFine) {
            for (const place of images.keys())
              expect(misses(answer, place), config).to.deep.equal([]);
          }
        }
      }),
      RUNS,
    );
  });

  it('miss the key that is warned of, each as the warning says', () => {
    fc.assert(
      fc.property(fc.array(key, BATCH), batch => {
        const cases = batch.map(each =>
          caseOf(JSON.stringify({ auths: { [each]: { auth: 'dTpw' } } })),
        );
        for (const [index, answer] of ask(cases).entries()) {
          const { config = '', images = [] } = cases[index] ?? {};
          if (images.length === 0) continue;
          const codes = checkDockerConfig(config, 'file', NOW).map(({ code }) => code);
          expect(codes, config).to.deep.equal(EXPECTED[misses(answer, 0).join()]);
        }
      }),
      RUNS,
    );
  });

  it('have no login for any image where there is none', () => {
    fc.assert(
      fc.property(fc.array(config(fc.oneof(entry, brokenEntry)), BATCH), batch => {
        const cases = batch.map(auths => caseOf(JSON.stringify({ auths })));
        for (const [index, answer] of ask(cases).entries()) {
          const { config = '', images = [] } = cases[index] ?? {};
          if (hasLogins(config)) continue;
          if (answer.runner === null || answer.kubelet === null) continue;
          for (const place of images.keys()) {
            expect(misses(answer, place), config).to.deep.equal(['runner', 'kubelet']);
          }
        }
      }),
      RUNS,
    );
  });
});

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  '': [],
  runner: ['key-not-for-the-runner'],
  'runner,kubelet': ['key-never-found'],
};

/** The kubelet tries the login itself, the others one that is for the host as well. */
function expectFound(
  answer: Answer,
  place: number,
  credential: Credential,
  all: readonly Credential[],
): void {
  const { host } = credential.registry;
  const forHost = all.filter(({ registry }) => registry.host === host);
  const bare = forHost.find(({ registry }) => registry.path === undefined) ?? credential;
  const found = (reader: ReaderName) =>
    answer[reader]?.[place]?.map(({ username, password }) => ({ username, password })) ?? [];
  expect(found('kubelet'), imageOf(credential.registry)).to.deep.include(loginOf(credential));
  expect(found('runner'), host).to.deep.equal([loginOf(bare)]);
  expect(forHost.map(loginOf), host).to.deep.include(found('keychain')[0]);
}

const loginOf = ({ username, password }: Login) => ({ username, password });

const question = (config: string) => ({ config, images: ['ghcr.io/org/fn:v1'] });

/** A docker config, with an image for each key that names a registry. */
function caseOf(config: string) {
  const keys = Object.keys(JSON.parse(config).auths);
  const registries = keys.flatMap(key => valueIn(parseRegistry(key, '')) ?? []);
  return { config, images: registries.map(imageOf) };
}

/** Those of the Secret's two readers that have no login that works for an image. */
const misses = (answer: Answer, place: number) =>
  (['runner', 'kubelet'] as const).filter(
    reader => !answer[reader]?.[place]?.some(taken => isUsable(taken, reader)),
  );
