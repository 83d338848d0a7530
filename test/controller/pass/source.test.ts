import { expect } from 'chai';
import type { Secret } from '../../../src/controller/api/objects.ts';
import { readSource } from '../../../src/controller/pass/source.ts';
import { codesOf, configText, PAYLOAD, REFS, source } from '../samples.ts';

const read = (secret: Secret | undefined) => readSource(secret, REFS.source);

describe('the source Secret', () => {
  it('gives its bytes as they are', () => {
    expect(read(source())).to.deep.equal({ state: 'valid', payload: PAYLOAD, findings: [] });
  });

  it('may have any type: the mounted file is what counts', () => {
    expect(read({ ...source(), type: 'Opaque' }).payload).to.equal(PAYLOAD);
  });

  it('is waited for', () => {
    const { state, payload, findings } = read(undefined);
    expect({ state, payload }).to.deep.equal({ state: 'missing', payload: undefined });
    expect(codesOf(findings)).to.deep.equal(['source-missing']);
  });

  const invalid: readonly (readonly [what: string, secret: Secret])[] = [
    ['without the key', { ...source(), data: {} }],
    ['without data', { metadata: source().metadata }],
    ['empty', source('')],
    ['no JSON', source('{"auths')],
    ['a list', source('[]')],
    ['with a malformed entry', source('{"auths":{"ghcr.io":{"auth":"?"}}}')],
  ];
  for (const [what, secret] of invalid) {
    it(`is invalid ${what}`, () => {
      const { state, payload, findings } = read(secret);
      expect({ state, payload }).to.deep.equal({ state: 'invalid', payload: undefined });
      expect(codesOf(findings)).to.deep.equal(['source-invalid']);
    });
  }

  it('is copied with a key that the function runner never finds, and reported', () => {
    const { payload, findings } = read(source(configText('p', 'https://index.docker.io/v1/')));
    expect(payload).to.be.a('string');
    expect(codesOf(findings)).to.deep.equal(['registry-never-found']);
  });
});
