import { expect } from 'chai';
import { parseRegistry } from '../../src/registry/host.ts';
import { told } from './told.ts';

/** Each message, and what it is said of. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  'the registry must be given, as in `ghcr.io`': ['', ' \n', 'https://'],
  'the registry must not contain blanks': [
    'ghcr .io',
    'https:// ghcr.io',
    'ghcr.io\tghcr.io',
    'ghcr.io/my org',
    'quay.io\nghcr.io',
  ],
  'the registry must be ASCII: write an international host name in punycode': [
    'bücher.example',
    '\u212aubernetes.example', // lower-cased by Unicode, the Kelvin sign is an ASCII k
    'ghcr.io/é',
    'ghcr.io\0',
  ],
  'the registry must not contain `@`: neither a user nor an image digest belongs to it': [
    'user@ghcr.io',
    'https://user:password@ghcr.io/v2/',
    'ghcr.io/org/fn@sha256:00',
  ],
  'the registry must not have a query (`?`)': ['ghcr.io?x=y', 'https://ghcr.io/v2/?x'],
  'the registry must not have a fragment (`#`)': ['ghcr.io/#x'],
  'the registry must be one concrete host: give every host that the wildcard stands for': [
    '*.azurecr.io',
    'ghcr.io/*',
    '[ab].example.com',
    'r[0-9].example.com:5000',
  ],
  'an IPv6 address must stand in brackets, with a port behind it, as in `[::1]:5000`': [
    '[::1]',
    'https://[::1]/v2/',
    '::1',
    'fd00::1:5000',
  ],
  'the registry must begin with a host, as in `ghcr.io`': ['/ghcr.io', 'https:///org', ':5000'],
  'the port of the registry must be a number from 1 to 65535': [
    'host.example:',
    'host.example:0',
    'host.example:65536',
    'host.example:123456',
    'host.example:-1',
    'host.example:https',
    '[::1]:',
    'https://https://ghcr.io',
  ],
  'the host of the registry must not end with a dot': ['ghcr.io.', 'ghcr.io.:443'],
  'the host of the registry must consist of letters, digits and inner hyphens, between single dots':
    [
      'ghcr..io',
      '.ghcr.io',
      '-ghcr.io',
      'ghcr-.io',
      'my_registry:5000',
      'ghcr.io%2forg',
      '[:::]:5000',
      '__proto__',
    ],
  'the registry must have a dot or a port, as in `localhost:5000`: without one it is a name on Docker Hub':
    ['registry', 'localhost', 'localhost/org', 'https://registry/v2/', 'constructor'],
  'the path of the registry must be the beginning of an image name, without tag, as in `ghcr.io/org`':
    ['ghcr.io//org', 'ghcr.io/../org', 'ghcr.io/org/fn:v1', 'ghcr.io/org-'],
};

describe('a registry is refused', () => {
  for (const [message, texts] of Object.entries(RULES)) {
    for (const text of texts) {
      it(`like ${JSON.stringify(text)}, because ${message}`, () => {
        const { value, findings } = parseRegistry(text, 'at');
        expect(value).to.equal(undefined);
        expect(told(findings)).to.deep.equal([`error at: ${message}`]);
      });
    }
  }
});
