// Which entry each reader takes, judged by the readers' own code.
import { expect } from 'chai';
import fc from 'fast-check';
import { decodeDockerConfig } from '../../src/registry/decode.ts';
import { kubeletEntries, runnerEntry } from '../../src/registry/image-logins.ts';
import { hasProgram, needs } from '../support/needs.ts';
import { judge } from './judge.ts';

const HOSTS = [
  'ghcr.io',
  'docker.io',
  'index.docker.io',
  'localhost:5000',
  'localhost',
  'a.b.io:443',
];
const key = fc.oneof(
  fc.constantFrom('https://index.docker.io/v1/', 'index.docker.io', 'docker.io', 'docker.io/org'),
  fc.constantFrom('ghcr.io', 'https://ghcr.io', 'ghcr.io/org', 'GHCR.IO', 'ghcr.io/v2/', '*.io'),
  fc.constantFrom(
    'localhost',
    'localhost:5000',
    'a.b.io:443',
    '*.b.io:443',
    'a.b.io',
    'user@ghcr.io',
  ),
  fc.constantFrom(
    'http://ghcr.io/',
    'ghcr.io/org/fn',
    'registry-1.docker.io',
    '[::1]:5000',
    'ghcr.io?q',
  ),
);
const image = fc
  .tuple(
    fc.constantFrom('', ...HOSTS),
    fc.constantFrom('fn', 'org/fn', 'organisation/fn', 'org/fn/x'),
  )
  .map(([host, path]) => `${host === '' ? '' : `${host}/`}${path}:v1`);

describe('the entry for an image', () => {
  needs('go, which builds hack/readers', hasProgram('go', 'version'));
  const ask = judge();

  it('is that of the real readers, for each of them', () => {
    const configs = fc.uniqueArray(key, { minLength: 1, maxLength: 4 });
    const question = fc.tuple(configs, fc.array(image, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(question, { minLength: 100, maxLength: 300 }), batch => {
        const cases = batch.map(([keys, images]) => {
          const auths = Object.fromEntries(
            keys.map((each, index) => [each, { username: `u${index}`, password: 'p' }]),
          );
          return { config: JSON.stringify({ auths }), images };
        });
        for (const [index, answer] of ask(cases).entries()) {
          const { config = '', images = [] } = cases[index] ?? {};
          const decoded = decodeDockerConfig(config, '');
          const entries = decoded.ok ? decoded.value.entries : [];
          for (const [place, each] of images.entries()) {
            const users = (reader: 'runner' | 'kubelet') =>
              answer[reader]?.[place]
                ?.map(({ username }) => username)
                .filter(user => user !== '') ?? [];
            const ours = kubeletEntries(entries, each).map(({ login }) => login.username);
            const [theirs] = users('runner');
            expect(runnerEntry(entries, each)?.login.username, `${config} ${each}`).to.equal(
              theirs,
            );
            expect(new Set(ours), `${config} ${each}`).to.deep.equal(new Set(users('kubelet')));
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});
