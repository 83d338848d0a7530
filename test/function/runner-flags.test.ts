// Flags that a release does not have, and what is said of a release that nothing names.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { endOfFlags } from '../../src/porch/flags.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';

type List = { items: { spec: { template: { spec: { containers: { command: string[] }[] } } } }[] };

function evaluated(flags: readonly string[], data: Readonly<Record<string, string>>) {
  const lines = flags.map(flag => `        - ${flag}\n`).join('');
  const deployment = DEPLOYMENT.replace('        volumeMounts:', `${lines}        volumeMounts:`);
  return evaluate(Buffer.from(resourceList([deployment], configMap(data))));
}

function run(flags: readonly string[], tag: string, data = {}) {
  const lines = flags.map(flag => `        - ${flag}\n`).join('');
  const deployment = DEPLOYMENT.replace(':v1.5.6', tag).replace(
    '        volumeMounts:',
    `${lines}        volumeMounts:`,
  );
  const config = configMap({ ...CREDENTIALS, sync: 'none', ...data });
  const { output, results, failed } = evaluate(Buffer.from(resourceList([deployment], config)));
  expect(failed, output.toString()).to.equal(false);
  const [item] = (load(output.toString()) as List).items;
  const command = item?.spec.template.spec.containers[0]?.command ?? [];
  return { command, text: output.toString(), codes: results.map(({ code }) => code) };
}
const flagsOf = (command: readonly string[]) =>
  command.filter(text => /^--(enable|tls|reg|custom)/.test(text));

const WIRED = [
  '--enable-private-registries=true',
  '--registry-auth-secret-path=/var/tmp/auth-secret/.dockerconfigjson',
  '--registry-auth-secret-name=auth-secret',
];

describe('a flag that no release has', () => {
  for (const name of ['enable-tls-registry', 'enable-private-registry-tls']) {
    it(`--${name} becomes the one that documents meant`, () => {
      const { command } = run([`--${name}=true`, '--tls-secret-path=/var/tmp/ca/'], ':v1.5.6');
      expect(flagsOf(command)).to.deep.equal([
        ...WIRED,
        '--enable-private-registries-tls=true',
        '--tls-secret-path=/var/tmp/ca/',
      ]);
    });

    it(`--${name} goes where the right one is there`, () => {
      const { command } = run(['--enable-private-registries-tls', `-${name}`], ':v1.5.6');
      expect(flagsOf(command)).to.deep.equal([...WIRED, '--enable-private-registries-tls']);
    });

    it(`--${name} goes where the release has no CA`, () => {
      const { command } = run([`--${name}=true`], ':v3.0.2');
      expect(command.join()).not.to.contain('tls');
    });

    it(`--${name} goes with state: disabled`, () => {
      const { command } = run([`--${name}=true`], ':v1.5.6', { state: 'disabled' });
      expect(flagsOf(command)).to.deep.equal([]);
    });
  }

  it('--custom-repo-secret-path becomes the path of the pull secret', () => {
    const { command } = run(['--custom-repo-secret-path', '/x/.dockerconfigjson'], ':v1.5.6');
    expect(command).to.include(
      '--registry-auth-secret-path=/var/tmp/auth-secret/.dockerconfigjson',
    );
    expect(command.join()).not.to.match(/custom|\/x/);
  });
});

describe('the release', () => {
  const ASSUMED = 'release-assumed';
  const tags: Record<string, boolean> = {
    ':v1.5.8': false,
    ':v1.6.2': false,
    ':1.6.0': false,
    ':latest': true,
    ':v3.0.0-acme1': true,
    ':3.0.1-1': true,
    ':team-build-7': true,
    '': true,
  };
  for (const [tag, isAssumed] of Object.entries(tags)) {
    it(`of an image with ${tag || 'no tag'} is ${isAssumed ? 'assumed, which is said once' : 'known'}`, () => {
      const once = run([], tag);
      expect(once.codes.includes(ASSUMED)).to.equal(isAssumed);
      const again = evaluate(Buffer.from(once.text));
      expect(again.results).to.deep.equal([]);
      expect(again.output.toString()).to.equal(once.text);
    });
  }

  it('is known where porchVersion says it', () => {
    expect(run([], ':latest', { porchVersion: 'v1.5.8' }).codes).not.to.include(ASSUMED);
    expect(run([], ':latest', { porchVersion: 'latest' }).codes).not.to.include(ASSUMED);
  });

  it('that has dropped a flag leaves it to the user, with a warning', () => {
    const { codes, command } = run(['--pod-cache-config=/c'], ':v1.6.0');
    expect(codes).to.include('flags-dropped');
    expect(command).to.include.members(['--config=/srv/etc/config.yaml', '--pod-cache-config=/c']);
    expect(run([], ':v1.5.8').codes).not.to.include('flags-dropped');
  });
});

describe('an item at which Go ends the reading of flags', () => {
  const ends: Record<string, [flags: string[], end: number | undefined]> = {
    'none, behind a program': [
      ['/server', '--config=/c', '--port', '1', '-pod-namespace=x'],
      undefined,
    ],
    'none, in args alone': [['--config=/c', '--port=1'], undefined],
    'none, behind wrappers': [['tini', '-s', '--', '/server', '--config=/c'], undefined],
    'none, behind a debugger': [
      ['dlv', 'exec', '/server', '--headless', '--', '--config=/c'],
      undefined,
    ],
    'none that has a flag behind it': [['/server', '--config=/c', 'x'], undefined],
    'the `true` of the last flag': [
      ['/server', '--config=/c', '--warm-up-pod-cache', 'true'],
      undefined,
    ],
    'the `true` of a flag': [['/server', '--warm-up-pod-cache', 'true', '--config=/c'], 2],
    'a word': [['/server', '--config=/c', 'x', '--port=1'], 2],
    'two dashes behind the program': [['/server', '--', '--config=/c'], 1],
    'two dashes in front': [['--', '--config=/c'], 0],
    'one dash': [['/server', '-', '--config=/c'], 1],
    'two dashes among flags': [['/server', '--config=/c', '--', '--port=1'], 2],
    'the dashes of a wrapper with a flag of ours': [
      ['wrap', '--config=/w', '--', '/server', '--port=1'],
      2,
    ],
    'an empty item': [['/server', '--port=1', '', '--config=/c'], 2],
  };
  for (const [name, [items, end]] of Object.entries(ends)) {
    it(`is ${name}`, () => expect(endOfFlags(items)).to.equal(end));
  }

  const TLS = '--enable-private-registries-tls';
  it('is put right where the flag is the function’s own', () => {
    const { command } = run([TLS, '"true"', '--tls-secret-path=/var/tmp/ca/'], ':v1.5.6');
    expect(command).to.include(`${TLS}=true`).and.not.include('true');
  });

  it('is refused where it is the user’s', () => {
    const flags = ['--warm-up-pod-cache', '"true"', '--port=1'];
    for (const data of [CREDENTIALS, { ...CREDENTIALS, state: 'check' }]) {
      const { results } = evaluated(flags, data);
      const codes = results.filter(({ severity }) => severity === 'error').map(({ code }) => code);
      expect(codes).to.include('state' in data ? 'EPR0105' : 'flags-unread');
    }
    expect(evaluated(flags, { state: 'disabled' }).failed).to.equal(false);
  });
});
