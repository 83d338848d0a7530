// Credentials to build docker configs from, and random ones for the property tests.
import fc from 'fast-check';
import type { Login } from '../../src/registry/auth.ts';
import type { Credential } from '../../src/registry/credential.ts';
import { parseRegistry } from '../../src/registry/host.ts';
import { valueIn } from '../support/findings.ts';

const host = fc.oneof(
  fc.constantFrom(
    'docker.io',
    'index.docker.io',
    'registry-1.docker.io',
    'registry.hub.docker.com',
  ),
  fc.constantFrom(
    'ghcr.io',
    'GHCR.io',
    'host.example:5000',
    'localhost:5000',
    '[::1]:5000',
    '10.0.0.5',
  ),
  fc.domain(),
  fc.ipV4(),
  fc.tuple(fc.ipV6(), fc.integer({ min: 1, max: 65535 })).map(([ip, port]) => `[${ip}]:${port}`),
);

/** Text like a registry, often one, with schemes, API paths, paths, odd case and stray marks. */
export const registryText: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('', ' ', 'http://', 'https://', 'HTTPS://', 'oci://', '//'),
      host,
      fc.constantFrom('', ':443', ':5000', ':0', '.', ':'),
      fc.constantFrom(
        '',
        '/',
        '/v1',
        '/v1/',
        '/v2/',
        '/v2/v1/',
        '/org',
        '/Org/team/',
        '/v2/org',
        '//',
      ),
    )
    .map(parts => parts.join('')),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'B',
      '1',
      '.',
      '-',
      ':',
      '/',
      '[',
      ']',
      'v1',
      '_',
      '@',
      '*',
      ' ',
      'docker.io',
    ),
  }),
  fc.string({ unit: 'binary' }),
);

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter(x => !/[\r\n]$/.test(x));

/** Logins that both readers can use. */
export const login: fc.Arbitrary<Login> = fc.record({
  username: text.filter(username => !username.includes(':')),
  password: text,
});

/** Those whose registry is accepted, each at its index: `[0]`, `[1]`. */
export const credentials = (
  given: readonly (readonly [registry: string, login: Login])[],
): Credential[] =>
  given.flatMap(([text, { username, password }], index) => {
    const registry = valueIn(parseRegistry(text, ''));
    return registry ? [{ registry, username, password, at: `[${index}]` }] : [];
  });
