import { expect } from 'chai';
import { parseRegistry } from '../../src/registry/host.ts';
import { codesOf } from '../support/findings.ts';

/** The code of each rule, and registries that break it. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  'registry-missing': ['', ' \n', 'https://'],
  'registry-blank': [
    'ghcr .io',
    'https:// ghcr.io',
    'ghcr.io\tghcr.io',
    'ghcr.io/my org',
    'quay.io\nghcr.io',
  ],
  'registry-not-ascii': [
    'bücher.example',
    '\u212aubernetes.example', // lower-cased by Unicode, the Kelvin sign is an ASCII k
    'ghcr.io/é',
    'ghcr.io\0',
  ],
  'registry-scheme': [
    'ftp://ghcr.io',
    'oci://ghcr.io/org',
    'docker://ghcr.io',
    'FTP://GHCR.IO',
    'https://https://ghcr.io',
  ],
  'registry-user': [
    'user@ghcr.io',
    'https://user:password@ghcr.io/v2/',
    'ghcr.io/org/fn@sha256:00',
  ],
  'registry-query': ['ghcr.io?x=y', 'https://ghcr.io/v2/?x'],
  'registry-fragment': ['ghcr.io/#x'],
  'registry-glob': ['*.azurecr.io', 'ghcr.io/*', '[ab].example.com', 'r[0-9].example.com:5000'],
  'registry-ipv6': ['[::1]', 'https://[::1]/v2/', '::1', 'fd00::1:5000'],
  'registry-no-host': ['/ghcr.io', 'https:///org', ':5000'],
  'registry-port': [
    'host.example:',
    'host.example:0',
    'host.example:65536',
    'host.example:123456',
    'host.example:-1',
    'host.example:https',
    '[::1]:',
  ],
  'registry-trailing-dot': ['ghcr.io.', 'ghcr.io.:443'],
  'registry-host': [
    'ghcr..io',
    '.ghcr.io',
    '-ghcr.io',
    'ghcr-.io',
    'my_registry:5000',
    'ghcr.io%2forg',
    '[:::]:5000',
    '__proto__',
  ],
  'registry-bare-name': [
    'registry',
    'localhost',
    'localhost/org',
    'https://registry/v2/',
    'constructor',
  ],
  'registry-path': ['ghcr.io//org', 'ghcr.io/../org', 'ghcr.io/org/fn:v1', 'ghcr.io/org-'],
};

describe('a registry is refused', () => {
  for (const [code, texts] of Object.entries(RULES)) {
    for (const text of texts) {
      it(`like ${JSON.stringify(text)}, as ${code}`, () => {
        const parsed = parseRegistry(text, 'at');
        expect(parsed.ok).to.equal(false);
        expect(codesOf(parsed.findings)).to.deep.equal([`error at: ${code}`]);
      });
    }
  }
});
