// Generators of short-lived logins: how they are named, for which hosts they are, and how long their tokens live.
import { expect } from 'chai';
import { checkHost, checkRefresh, parseGenerator } from '../../src/registry/generators.ts';
import { codesOf, valueIn } from '../support/findings.ts';

const parse = (value: unknown) => parseGenerator(value, 'generator');

describe('a generator', () => {
  for (const text of ['ECRAuthorizationToken/porch', 'ClusterGenerator/a.b-c', 'Webhook/9']) {
    it(`may be ${text}`, () => {
      const [kind, name] = text.split('/');
      expect(parse(text)).to.deep.equal({ ok: true, value: { kind, name }, findings: [] });
    });
  }

  const refused: Readonly<Record<string, readonly unknown[]>> = {
    'generator-form': [
      ...[undefined, null, 5, {}, '', 'ECRAuthorizationToken', '/porch', 'ECRAuthorizationToken/'],
      ...[
        'ecr/porch',
        'ECRAuthorizationToken/A',
        'ECRAuthorizationToken/a/b',
        ' Fake/a',
        'Fake/a\n',
      ],
      `Fake/${'a'.repeat(254)}`,
    ],
    'generator-misspelt': ['ECRAuthorisationToken/porch', 'QuayAccesToken/a', 'Webhok/a'],
    'generator-without-login': ['Password/a', 'UUID/a', 'STSSessionToken/a'],
  };
  for (const [code, values] of Object.entries(refused)) {
    for (const value of values) {
      it(`is refused with ${code}: ${JSON.stringify(value)?.slice(0, 40)}`, () =>
        expect(codesOf(parse(value).findings)).to.deep.equal([`error generator: ${code}`]));
    }
  }

  it('of a kind that only a later operator has is taken, with a warning', () => {
    const step = parse('HarborRobotToken/a');
    expect(valueIn(step)).to.deep.equal({ kind: 'HarborRobotToken', name: 'a' });
    expect(codesOf(step.findings)).to.deep.equal(['warning generator: generator-unknown']);
  });
});

describe('the host beside a generator', () => {
  const fits: Readonly<Record<string, readonly string[]>> = {
    ECRAuthorizationToken: [
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com',
      '123456789012.dkr.ecr-fips.us-east-1.amazonaws.com',
      '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn',
      '123456789012.dkr-ecr.eu-central-1.on.aws',
      'public.ecr.aws',
    ],
    GCRAccessToken: ['gcr.io', 'eu.gcr.io', 'europe-west3-docker.pkg.dev'],
    ACRAccessToken: ['porch.azurecr.io', 'porch.azurecr.cn', 'porch.azurecr.us'],
  };
  const kinds = Object.keys(fits);
  const about = (kind: string, host: string) => codesOf(checkHost({ kind, name: 'a' }, host, 'at'));
  for (const [fit, hosts] of Object.entries(fits)) {
    for (const host of hosts) {
      it(`${host} fits ${fit} alone`, () =>
        expect(kinds.filter(kind => about(kind, host).length === 0)).to.deep.equal([fit]));
    }
  }

  it('is only doubted, and for other kinds it is any', () => {
    expect(about('GCRAccessToken', 'notgcr.io')).to.deep.equal(['warning at: generator-elsewhere']);
    for (const kind of ['QuayAccessToken', 'Webhook', 'ClusterGenerator', 'HarborRobotToken']) {
      expect(about(kind, 'ghcr.io')).to.deep.equal([]);
    }
  });
});

describe('the time between two tokens', () => {
  const about = (kind: string, minutes: number) =>
    codesOf(checkRefresh({ kind, name: 'a' }, minutes * 60, 'at'));
  const slow: Readonly<Record<string, readonly [most: number, severity: string]>> = {
    ECRAuthorizationToken: [660, 'error'],
    GCRAccessToken: [45, 'warning'],
    ACRAccessToken: [45, 'warning'],
    GithubAccessToken: [45, 'warning'],
  };
  for (const [kind, [most, severity]] of Object.entries(slow)) {
    it(`of ${kind} is at most ${most} minutes`, () => {
      expect(about(kind, most)).to.deep.equal([]);
      expect(about(kind, most + 1)).to.deep.equal([`${severity} at: refresh-too-slow`]);
    });
  }

  it('is any for other kinds, but not endless', () => {
    expect(about('Webhook', 10_000)).to.deep.equal([]);
    expect(about('Webhook', 0)).to.deep.equal(['error at: refresh-never']);
  });
});
