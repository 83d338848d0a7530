import { expect } from 'chai';
import type { Secret } from '../../src/controller/objects.ts';
import { readSource } from '../../src/controller/source.ts';
import { configText, PAYLOAD, REFS, source } from './samples.ts';

const NAME = 'Secret "porch-system/auth-secret"';
const read = (secret: Secret | undefined) => readSource(secret, REFS.source);

describe('the source Secret', () => {
  it('gives its bytes as they are', () => {
    expect(read(source())).to.deep.equal({ state: 'valid', payload: PAYLOAD, remarks: [] });
  });

  it('may have any type: the mounted file is what counts', () => {
    expect(read({ ...source(), type: 'Opaque' }).payload).to.equal(PAYLOAD);
  });

  it('is waited for', () => {
    expect(read(undefined)).to.deep.equal({
      state: 'missing',
      remarks: [
        { severity: 'info', reason: 'SourceMissing', message: `${NAME} does not exist yet` },
      ],
    });
  });

  const invalid: readonly (readonly [what: string, secret: Secret, why: string])[] = [
    ['without the key', { ...source(), data: {} }, 'it has no `.dockerconfigjson`'],
    ['without data', { metadata: source().metadata }, 'it has no `.dockerconfigjson`'],
    ['empty', source(''), '.dockerconfigjson: the docker config must be a JSON object'],
    ['no JSON', source('{"auths'), '.dockerconfigjson: the docker config must be a JSON object'],
    ['a list', source('[]'), '.dockerconfigjson: the docker config must be a JSON object'],
    [
      'with a malformed entry',
      source('{"auths":{"ghcr.io":{"auth":"?"}}}'),
      '.dockerconfigjson: auths entry 1: auth: `auth` must be the standard base64 of `username:password`',
    ],
  ];
  for (const [what, secret, why] of invalid) {
    it(`is invalid ${what}`, () => {
      const message = `${NAME} must be mended, and is not copied until then: ${why}`;
      expect(read(secret)).to.deep.equal({
        state: 'invalid',
        remarks: [{ severity: 'warning', reason: 'SourceInvalid', message }],
      });
    });
  }

  it('is copied with a key that the function-runner never finds, and remarked on', () => {
    const { payload, remarks } = read(source(configText('p', 'https://index.docker.io/v1/')));
    expect(payload).to.be.a('string');
    expect(remarks).to.deep.equal([
      {
        severity: 'warning',
        reason: 'RegistryNeverFound',
        message:
          `${NAME} is copied as it is, but an entry is of no use: .dockerconfigjson: auths entry 1: ` +
          'the key must be the bare host in lower case, or stand beside it (for Docker Hub ' +
          '`index.docker.io`): the function-runner finds no other',
      },
    ]);
  });
});
