import { expect } from 'chai';
import type { Secret } from '../../../src/controller/api/objects.ts';
import { readSource } from '../../../src/controller/pass/source.ts';
import { codesOf, configText, NOW, PAYLOAD, REFS, source, target } from '../samples.ts';

const read = (secret: Secret | undefined, copy?: Secret) =>
  readSource(secret, copy, REFS.source, NOW);

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

  it('names a few of its invalid entries, and counts the others', () => {
    const auths = Object.fromEntries(
      Array.from({ length: 15_000 }, (_, entry) => [`host-${entry}`, { auth: '?' }]),
    );
    const [finding] = read(source(JSON.stringify({ auths }))).findings;
    expect(finding?.message).to.have.lengthOf.below(1024);
    expect(finding?.message).to.match(/; and 14997 more$/);
  });

  for (const text of ['{}', '{"auths":{}}', '{"auths":{"ghcr.io":{}}}', '{"auths":null}']) {
    it(`has no login in ${text}: that never overwrites a copy with one`, () => {
      const { state, payload, findings } = read(source(text), target());
      expect({ state, payload }).to.deep.equal({ state: 'invalid', payload: undefined });
      expect(codesOf(findings)).to.deep.equal(['source-empty']);
    });

    it(`has no login in ${text}: that is copied where no login is lost`, () => {
      expect(read(source(text)).payload).to.be.a('string');
      expect(read(source(text), target({ data: source('{}').data ?? {} })).payload).to.be.a(
        'string',
      );
    });
  }
});
