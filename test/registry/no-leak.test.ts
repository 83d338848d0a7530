import { expect } from 'chai';
import fc from 'fast-check';
import type { Finding } from '../../src/findings/finding.ts';
import type { Step } from '../../src/findings/step.ts';
import { encodeAuth } from '../../src/registry/auth.ts';
import { readConfigFile } from '../../src/registry/config-file.ts';
import { type Credential, readSingle } from '../../src/registry/credential.ts';
import { buildDockerConfig } from '../../src/registry/docker-config.ts';
import { checkExpiry } from '../../src/registry/expiry.ts';
import { readList } from '../../src/registry/list.ts';
import { checkDockerConfig } from '../../src/registry/readers.ts';

/** Of letters that no four of stand together in a message. */
const secret = fc.string({
  unit: fc.constantFrom('q', 'Z', '7', 'x', '9', 'J'),
  minLength: 8,
  maxLength: 24,
});

const NOW = new Date('2026-01-01');
const NAMES = [
  ...['registry', 'username', 'password', 'auth', 'email', 'identitytoken', 'registrytoken'],
  'serveraddress',
];
const KEYS = ['ghcr.io', 'ghcr.io/org', 'GHCR.IO', 'https://index.docker.io/v1/'];

/** Inputs of all forms, of right and of wrong shapes, with the secret in any place. */
function inputs(text: string) {
  const auth = encodeAuth({ username: text, password: text });
  const registries = [
    text,
    `${text}.io`,
    `ghcr.io/${text}`,
    `https://${text}@ghcr.io`,
    `*.${text}`,
  ];
  const token = `e30.${Buffer.from(JSON.stringify({ exp: 1e9, sub: text })).toString('base64url')}.${text}`;
  const word = fc.constantFrom<unknown>(
    text,
    token,
    auth,
    auth.slice(1),
    `${text}\n`,
    ...registries,
    '',
  );
  const value = fc.oneof(word, fc.constantFrom(...KEYS, null, 5), fc.array(word, { maxLength: 2 }));
  const entry = fc.oneof(value, fc.dictionary(fc.constantFrom(text, ...NAMES), value));
  const auths = fc.dictionary(fc.constantFrom(...registries, ...KEYS), entry);
  const file = fc.record(
    { auths: fc.oneof(auths, value), credsStore: value, credHelpers: auths, HttpHeaders: entry },
    { requiredKeys: [] },
  );
  return fc.record({
    list: fc.oneof(fc.array(entry), value),
    file: fc.oneof(file, fc.dictionary(fc.constantFrom(text, ...NAMES), entry)),
    single: fc.record({
      registry: fc.constantFrom(...registries, ...KEYS, ''),
      username: fc.constantFrom(text, `${text}\n`, `${text}:`, ''),
      password: fc.constantFrom(text, `${text}\n`, ''),
    }),
  });
}

const built = (read: Step<readonly Credential[]>): readonly Finding[] => [
  ...read.findings,
  ...(read.ok ? buildDockerConfig(read.value).findings : []),
  ...(read.ok ? checkExpiry(read.value, NOW) : []),
];

/** Every piece of that many letters. */
const pieces = (text: string, length: number) =>
  [...text.slice(length - 1)].map((_, index) => text.slice(index, index + length).toLowerCase());

describe('no finding', () => {
  const given = secret.chain(text => fc.tuple(fc.constant(text), inputs(text)));

  it('holds any part of what the user wrote', () => {
    fc.assert(
      fc.property(given, ([text, { list, file, single }]) => {
        const json = JSON.stringify(file);
        const findings = [
          ...built(readList(list, 'registries')),
          ...built(readConfigFile(json, 'config.json')),
          ...built(readConfigFile(json.slice(1), 'config.json')),
          ...built(readConfigFile(Buffer.from(json).toString('base64'), 'config.json')),
          ...built(readSingle(single)),
          ...checkDockerConfig(json, '.dockerconfigjson', NOW),
          ...checkDockerConfig(json.slice(1), '.dockerconfigjson', NOW),
        ];
        const words = JSON.stringify(findings).toLowerCase();
        const auth = encodeAuth({ username: text, password: text });
        for (const part of [...pieces(text, 4), ...pieces(auth, 8)]) {
          expect(words.includes(part), part).to.equal(false);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
