// The laws that hold for every input, as properties of random packages and options.
import { expect } from 'chai';
import fc from 'fast-check';
import { dump, load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { configMap } from '../support/config.ts';
import { options, packages, wantsTls } from '../support/packages.ts';

type Options = Readonly<Record<string, string>>;

const SECTION = (key: string) => new RegExp(`^${key}:(?:.*\\r?\\n)(?:[ -].*(?:\\r?\\n|$))*`, 'm');

/** The output; an error or a bug fails the property. */
function run(input: string): string {
  const { output, failed, fault } = evaluate(Buffer.from(input));
  expect(failed, fault ?? output.toString()).to.equal(false);
  return output.toString();
}

const enabled = (chosen: Options) => configMap(chosen);
const disabled = (chosen: Options) => configMap({ ...chosen, state: 'disabled' });
/** The same list with another functionConfig. */
const withConfig = (text: string, config: object): string =>
  text.replace(SECTION('functionConfig'), () => {
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    return dump({ functionConfig: config }).replaceAll('\n', eol);
  });
/** What is neither input nor output of the function but the package itself. */
const packageOf = (text: string): string =>
  text.replace(SECTION('results'), '').replace(SECTION('functionConfig'), '').trimEnd();
const objectsOf = (text: string) => (load(text) as { items: Item[] }).items;

type Item = {
  kind: string;
  metadata: { annotations?: object };
  spec: { template: { spec: { containers: Container[]; volumes: Volume[] } } };
};
type Container = { command?: string[]; args?: string[]; volumeMounts: Mount[] };
type Mount = { name: string; mountPath: string };
type Volume = { name: string; secret?: { secretName: string } };

const forAll = (law: (input: (config: object) => string, chosen: Options) => void) =>
  fc.assert(
    fc.property(packages, options, (input, chosen) => law(input, chosen)),
    {
      numRuns: 300,
    },
  );

describe('for every package', () => {
  it('enabled only adds lines, but where a list stands on one line', () => {
    forAll((input, chosen) => {
      const text = input(enabled(chosen));
      const after = run(text).split(/\r?\n/);
      let at = 0;
      for (const line of text.split(/\r?\n/)) {
        const next = after.indexOf(line, at);
        if (next >= 0) at = next + 1;
        else expect(line).to.match(/^ +(?:command|args|volumes|volumeMounts): \[.*\]$/);
      }
    });
  });

  it('twice is once', () => {
    forAll((input, chosen) => {
      const once = run(input(enabled(chosen)));
      expect(run(once)).to.equal(once);
    });
  });

  it('disabled after enabled gives back every byte of the package', () => {
    forAll((input, chosen) => {
      const text = input(enabled(chosen));
      const back = run(withConfig(run(text), disabled(chosen)));
      expect(packageOf(back)).to.equal(packageOf(text));
    });
  });

  it('in JSON too, disabled after enabled gives back every byte', () => {
    forAll((input, chosen) => {
      const { functionConfig: _, ...list } = load(input(enabled(chosen))) as Record<
        string,
        unknown
      >;
      const text = (config: object) => JSON.stringify({ ...list, functionConfig: config }, null, 1);
      const once = run(text(enabled(chosen)));
      const [head = ''] = once.split('"functionConfig"');
      const back = run(text(disabled(chosen)).replace(/^[\s\S]*?(?="functionConfig")/, () => head));
      const itemsOf = (output: string) => output.split('"functionConfig"')[0];
      expect(itemsOf(back)).to.equal(itemsOf(text(enabled(chosen))));
    });
  });

  it('the same input gives the same bytes', () => {
    forAll((input, chosen) => {
      expect(run(input(enabled(chosen)))).to.equal(run(input(enabled(chosen))));
    });
  });

  it('the flags lead to the mount, the mount to the volume, the volume to the Secret', () => {
    forAll((input, chosen) => {
      const items = objectsOf(run(input(enabled(chosen))));
      const { containers, volumes } = (items.find(({ kind }) => kind === 'Deployment') as Item).spec
        .template.spec as { containers: Container[]; volumes: Volume[] };
      const { command = [], args = [], volumeMounts = [] } = containers[0] ?? {};
      const flag = (name: string) =>
        [...command, ...args].find(text => text.startsWith(`--${name}=`))?.split('=')[1] ?? '';
      const folder = flag('registry-auth-secret-path').replace(/\/\.dockerconfigjson$/, '');
      const mount = volumeMounts.find(({ mountPath }) => mountPath === folder);
      const volume = volumes.find(({ name }) => name === mount?.name);
      expect(folder).to.equal((chosen.mountPath ?? '/var/tmp/auth-secret').replace(/\/$/, ''));
      expect(mount?.name).to.equal(chosen.volumeName ?? 'docker-config');
      expect(volume?.secret?.secretName).to.equal(chosen.secretName ?? 'auth-secret');
      expect(flag('registry-auth-secret-name')).to.equal(volume?.secret?.secretName);
      if (!wantsTls(chosen)) return;
      const tlsFolder = flag('tls-secret-path').replace(/\/$/, '');
      const tlsMount = volumeMounts.find(({ mountPath }) => mountPath === tlsFolder);
      const tlsVolume = volumes.find(({ name }) => name === tlsMount?.name);
      expect(tlsFolder).to.equal((chosen.tlsMountPath ?? '/var/tmp/tls-secret').replace(/\/$/, ''));
      expect(tlsMount?.name).to.equal(chosen.tlsVolumeName ?? 'tls-registry-config');
      expect(tlsVolume?.secret?.secretName).to.equal(chosen.tlsSecretName ?? 'registry-ca');
    });
  });

  it('other options move the wiring and leave nothing stale', () => {
    const property = fc.property(packages, options, options, (input, first, second) => {
      // Wiring to a CA that something else makes may be by hand: it stays.
      fc.pre(wantsTls(second) || first.tlsCA !== undefined || !wantsTls(first));
      // So does a Secret that something else makes, unless the options name another.
      fc.pre(second.secretMode !== 'existing' || second.secretName !== undefined);
      const [one, two] = [first, second].map(chosen => enabled(chosen));
      const moved = objectsOf(run(withConfig(run(input(one as object)), two as object)));
      const fresh = objectsOf(run(input(two as object)));
      expect(unplaced(moved)).to.have.deep.members(unplaced(fresh));
    });
    fc.assert(property, { numRuns: 300 });
  });
});

/** What an object is, wherever it stands: without an option for its file it stays where it is. */
const unplaced = (items: readonly Item[]) =>
  items.map(({ metadata: { annotations, ...metadata }, ...item }) => ({ ...item, metadata }));
