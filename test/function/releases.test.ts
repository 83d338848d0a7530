// Porch's releases: which image gets which flag, by the table and on real historical manifests.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { load } from 'js-yaml';
import type { Code } from '../../src/findings/codes.ts';
import { evaluate } from '../../src/function/evaluate.ts';
import { CREDENTIALS, configMap, documents, resourceList } from '../support/config.ts';
import { hasManifests, MANIFESTS, needs } from '../support/needs.ts';
import { codesIn } from '../support/run.ts';
import { validate } from '../support/schemas.ts';

const deployment = (image: string) =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: function-runner, namespace: porch-system}
spec: {template: {spec: {containers: [{name: function-runner, image: "${image}", command: [/server, --config=/c]}]}}}
`;

type Item = {
  apiVersion: string;
  kind: string;
  spec: { template: { spec: { containers: [Container] } } };
};
type Container = { command?: string[]; args?: string[] };
type List = { items: Item[] };

const evaluated = (items: readonly string[], options = {}) =>
  evaluate(Buffer.from(resourceList(items, configMap({ ...CREDENTIALS, ...options }))));
const run = (items: readonly string[], options = {}): List =>
  load(evaluated(items, options).output.toString()) as List;
const errorsOf = (items: readonly string[], options = {}): string[] =>
  codesIn(evaluated(items, options).results).filter(line => line.startsWith('error'));

const TOO_OLD = 'error spec.template.spec.containers[0].image: release-too-old';

/** The arguments of the function runner's container. */
function argumentsOf({ items }: List): string[] {
  const { spec } = items.find(({ kind }) => kind === 'Deployment') as Item;
  const { command = [], args = [] } = spec.template.spec.containers[0];
  return [...command, ...args];
}
const enableFlagOf = (list: List): string | undefined =>
  argumentsOf(list).find(text => text.startsWith('--enable-private'));

const PLURAL = '--enable-private-registries=true';
const SINGULAR = '--enable-private-registry=true';

describe('the enable flag', () => {
  const IMAGES: Record<string, string | undefined> = {
    'gcr.io/kpt-dev/porch-function-runner:v0.0.31': undefined,
    'gcr.io/kpt-dev/porch-function-runner:v0.0.35': undefined,
    'docker.io/nephio/porch-function-runner:v2.0.0': undefined,
    'docker.io/nephio/porch-function-runner:v3.0.0': undefined,
    'docker.io/nephio/porch-function-runner:v3.0.1': undefined,
    'docker.io/nephio/porch-function-runner:v3.0.2': SINGULAR,
    'docker.io/nephio/porch-function-runner:3.0.2': SINGULAR,
    'docker.io/nephio/porch-function-runner:v3.0.3': PLURAL,
    'docker.io/nephio/porch-function-runner:v3.0.8': PLURAL,
    'docker.io/nephio/porch-function-runner:v3.0.20': PLURAL,
    'docker.io/nephio/porch-function-runner:v4.0.0': PLURAL,
    'docker.io/nephio/porch-function-runner:v4.1.2': PLURAL,
    'docker.io/nephio/porch-function-runner:v1.4.0': PLURAL,
    'docker.io/nephio/porch-function-runner:v1.5.6': PLURAL,
    'docker.io/nephio/porch-function-runner:v1.5.8': PLURAL,
    'docker.io/nephio/porch-function-runner:v1.6.0': PLURAL,
    'docker.io/nephio/porch-function-runner:latest': PLURAL,
    'docker.io/nephio/porch-function-runner': PLURAL,
    'registry.example.com:5000/porch/function-runner': PLURAL,
    'registry.example.com:5000/porch/function-runner:v3.0.2': SINGULAR,
    'registry.example.com:5000/fork/runner:team-build-7': PLURAL,
    'registry.example.com/fork/runner:v3.0.0': undefined,
    'nephio/porch-function-runner:v3.0.2@sha256:1111111111111111111111111111111111111111111111111111111111111111':
      SINGULAR,
    'nephio/porch-function-runner@sha256:1111111111111111111111111111111111111111111111111111111111111111':
      PLURAL,
  };
  for (const [image, flag] of Object.entries(IMAGES)) {
    it(`of ${image.slice(0, 80)} is ${flag ?? 'an error'}`, () => {
      const list = run([deployment(image)]);
      expect(enableFlagOf(list)).to.equal(flag);
      expect(errorsOf([deployment(image)])).to.deep.equal(flag === undefined ? [TOO_OLD] : []);
    });
  }

  it('is decided by porchVersion before the tag', () => {
    expect(
      enableFlagOf(run([deployment('fork/runner:v3.0.0')], { porchVersion: 'v1.5.8' })),
    ).to.equal(PLURAL);
    expect(enableFlagOf(run([deployment('fork/runner:x')], { porchVersion: 'v3.0.2' }))).to.equal(
      SINGULAR,
    );
    expect(errorsOf([deployment('fork/runner:x')], { porchVersion: 'v0.0.31' })).to.deep.equal([
      TOO_OLD,
    ]);
  });

  it('changes with the image', () => {
    const first = evaluate(
      Buffer.from(resourceList([deployment('porch:v3.0.2')], configMap(CREDENTIALS))),
    ).output.toString();
    const second = evaluate(Buffer.from(first.replace('porch:v3.0.2', 'porch:v1.5.8')));
    const flags = argumentsOf(load(second.output.toString()) as List);
    expect(flags.filter(text => text.startsWith('--enable'))).to.deep.equal([PLURAL]);
  });
});

describe('the historical manifests', () => {
  needs('the real manifests', hasManifests);
  const EXPECTED: Record<string, Code | 'command' | 'args'> = {
    '01': 'args',
    '05': 'command-is-shell',
    '14': 'command',
    '15': 'release-too-old',
    '20': 'args',
    '24': 'release-too-old',
    '28': 'command',
    '32': 'command',
    '46': 'command',
    '60': 'command',
    '65': 'command',
    '71': 'command',
    '77': 'command',
    '78': 'command',
  };
  const folder = join(MANIFESTS, 'versions');
  const files = hasManifests ? readdirSync(folder) : [];

  const itemsOf = (number: string) => {
    const file = files.find(name => name.startsWith(number)) ?? '';
    return documents(readFileSync(join(folder, file), 'utf8'), '2-function-runner.yaml');
  };

  it('are those of the table', () => {
    expect(files.map(file => file.slice(0, 2)).sort()).to.include.members(Object.keys(EXPECTED));
  });

  for (const [number, expected] of Object.entries(EXPECTED)) {
    it(`${number}: ${expected}`, () => {
      const input = resourceList(itemsOf(number), configMap(CREDENTIALS));
      const { output, results, failed } = evaluate(Buffer.from(input));
      const text = output.toString();
      if (expected !== 'command' && expected !== 'args') {
        expect(failed).to.equal(true);
        expect(text.slice(0, input.length)).to.equal(input);
        expect(results.map(({ code }) => code)).to.deep.equal([expected]);
        return;
      }
      expect(failed, text.slice(text.indexOf('\nresults:'))).to.equal(false);
      const list = load(text) as List;
      const { spec } = list.items.find(({ kind }) => kind === 'Deployment') as Item;
      expect(spec.template.spec.containers[0][expected]).to.include(PLURAL);
      for (const object of list.items) validate(object);
      expect(evaluate(output.whole()).output.toString()).to.equal(text);
    });
  }

  it('44: a ConfigMap that is two, by a broken line between them, leaves as it came', () => {
    const items = itemsOf('44');
    const { output, failed } = evaluate(Buffer.from(resourceList(items, configMap(CREDENTIALS))));
    const text = output.toString();
    expect(failed).to.equal(false);
    expect(text)
      .to.contain(resourceList(items.slice(3, 4)).split('items:\n')[1])
      .and.contain(PLURAL);
  });
});
