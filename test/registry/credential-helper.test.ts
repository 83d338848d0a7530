import { expect } from 'chai';
import { readConfigFile } from '../../src/registry/config-file.ts';
import { credentialHelper } from '../../src/registry/credential-helper.ts';
import { fieldsOf } from '../../src/registry/fields.ts';
import { codesOf, wordsOf } from '../support/findings.ts';

const helper = (file: object, key?: string) => credentialHelper(fieldsOf(file) ?? new Map(), key);

describe('the credential helper of a Docker config file', () => {
  const known = [
    ...['desktop', 'desktop.exe', 'osxkeychain', 'wincred', 'wincred.exe', 'secretservice'],
    ...['pass', 'ecr-login', 'gcloud', 'gcr', 'acr-env', 'acr-linux'],
  ];
  for (const name of known) {
    it(`may be ${name}`, () => {
      expect(helper({ credsStore: name })).to.equal(`the credential helper \`${name}\``);
      expect(helper({ credHelpers: { 'gcr.io': name } })).to.equal(
        `the credential helper \`${name}\``,
      );
    });
  }

  it('is not named where it could be a credential', () => {
    for (const credsStore of ['dckr_pat_1234', 5, ['desktop'], { desktop: 1 }]) {
      expect(helper({ credsStore })).to.equal('a credential helper');
    }
  });

  it('is the own one of a key, else the one for all', () => {
    const file = { credsStore: 'desktop', credHelpers: { 'gcr.io': 'gcloud' } };
    expect(helper(file, 'gcr.io')).to.equal('the credential helper `gcloud`');
    expect(helper(file, 'ghcr.io')).to.equal('the credential helper `desktop`');
    expect(helper({ credHelpers: file.credHelpers }, 'ghcr.io')).to.equal(undefined);
  });

  it('is missing in most files', () => {
    for (const file of [{}, { credsStore: '' }, { credsStore: null, credHelpers: {} }]) {
      expect(helper(file)).to.equal(undefined);
    }
  });

  it('is named for what is not in the file', () => {
    const read = (file: unknown) =>
      codesOf(readConfigFile(JSON.stringify(file), 'config.json').findings);
    const [full, stores] = [
      { auth: 'dTpw' },
      { credsStore: 'pass', credHelpers: { 'gcr.io': 'gcr' } },
    ];

    expect(read({ auths: { 'ghcr.io': {}, 'gcr.io': {} }, ...stores })).to.deep.equal([
      'error config.json: no-login-helper',
    ]);
    expect(read({ credsStore: 'pass' })).to.deep.equal(['error config.json: no-login-helper']);
    const mixed = { auths: { 'ghcr.io': {}, 'gcr.io': {}, 'quay.io': full }, ...stores };
    expect(wordsOf(readConfigFile(JSON.stringify(mixed), 'file').findings)).to.deep.equal([
      'info file: auths entry 1: the entry was left out. Its login is in the credential helper `pass`',
      'info file: auths entry 2: the entry was left out. Its login is in the credential helper `gcr`',
      'info file: only the logins in `auths` were taken. Those of `credHelpers` are not in the docker config',
    ]);
    expect(read({ auths: { 'ghcr.io': full }, credsStore: 'pass' })).to.deep.equal([]);
    expect(read({ auths: { 'ghcr.io': full }, ...stores })).to.deep.equal([
      'info config.json: credential-helpers-left-out',
    ]);
  });
});
