import { expect } from 'chai';
import { readSingle } from '../../src/registry/credential.ts';
import { checkExpiry } from '../../src/registry/expiry.ts';
import { checkDockerConfig } from '../../src/registry/readers.ts';
import { codesOf, valueIn } from '../support/findings.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const SECONDS = NOW.getTime() / 1000;

const part = (claims: unknown) => Buffer.from(JSON.stringify(claims)).toString('base64url');
const jwt = (claims: unknown) => `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;

const codes = (username: string, password: string) =>
  codesOf(checkExpiry(valueIn(readSingle({ registry: 'ghcr.io', username, password })) ?? [], NOW));

describe('a login that ends by itself', () => {
  const ends: Record<string, [password: string, ...codes: string[]]> = {
    'a token that ends later': [jwt({ exp: SECONDS + 1 }), 'warning registry: login-expires'],
    'a token that ends in a fraction': [
      jwt({ exp: SECONDS + 0.5 }),
      'warning registry: login-expires',
    ],
    'a token that ends now': [jwt({ exp: SECONDS }), 'warning registry: login-expired'],
    'a token that has ended': [jwt({ exp: 0 }), 'warning registry: login-expired'],
    'a token that ends at no date': [jwt({ exp: 1e300 }), 'warning registry: login-expires'],
    'an unsigned token': [`${part({})}.${part({ exp: 0 })}.`, 'warning registry: login-expired'],
    'a token without end': [jwt({ sub: 'u' })],
    'a token with another end': [jwt({ exp: '2026' })],
    'a token of another kind': [jwt(['exp', 0])],
    'three parts of something else': ['abc.def.ghi'],
    'a password': ['p'],
  };
  for (const [what, [password, ...expected]] of Object.entries(ends)) {
    it(`is ${expected.length > 0 ? 'seen' : 'not seen'} in ${what}`, () => {
      expect(codes('u', password)).to.deep.equal(expected);
    });
  }

  it('is the one of Amazon ECR, whatever its password', () => {
    expect(codes('AWS', 'p')).to.deep.equal(['warning registry: login-aws']);
    expect(codes('aws', 'p')).to.deep.equal([]);
  });

  it('is no more than an info where something else may renew it', () => {
    const auths = {
      'ghcr.io': { username: 'u', password: jwt({ exp: SECONDS + 1 }) },
      'quay.io': { username: 'u', password: jwt({ exp: 0 }) },
      '1.dkr.ecr.eu-west-1.amazonaws.com': { username: 'AWS', password: 'p' },
    };
    expect(codesOf(checkDockerConfig(JSON.stringify({ auths }), 'file', NOW))).to.deep.equal([
      'info file: auths entry 1: login-expires',
      'warning file: auths entry 2: login-expired',
      'info file: auths entry 3: login-aws',
    ]);
  });
});
