// What the function knows for its own after other functions have been at it.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../../src/function/evaluate.ts';
import { CREDENTIALS, configMap } from '../../support/config.ts';
import { layout } from '../../support/layouts.ts';

type Metadata = {
  name: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
};
type Item = { kind: string; metadata: Metadata; data?: object };

const MANAGED_BY = 'app.kubernetes.io/managed-by';
const PART = 'enable-private-registries/part';
const PACKAGE = layout('runner') as Item[];

function run(items: readonly Item[], data = {}) {
  const list = {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items,
    functionConfig: configMap(data),
  };
  const { output, failed, results } = evaluate(Buffer.from(JSON.stringify(list)));
  const { items: written } = load(output.toString()) as { items: Item[] };
  return { items: written, failed, codes: results.map(({ code }) => code) };
}

const changed = (items: readonly Item[], change: (metadata: Metadata) => void): Item[] =>
  structuredClone([...items]).map(item => {
    change(item.metadata);
    return item;
  });
const namesOf = (items: readonly Item[]) =>
  items.map(({ kind, metadata }) => `${kind}/${metadata.name}`);

const CHANGES: Record<string, (metadata: Metadata) => void> = {
  'another managed-by': metadata => {
    if (metadata.labels !== undefined) metadata.labels[MANAGED_BY] = 'kpt';
  },
  'no labels': metadata => {
    delete metadata.labels;
  },
  'no annotation, as earlier versions wrote it': metadata => {
    delete metadata.annotations?.[PART];
  },
  'another managed-by and no annotation': metadata => {
    if (metadata.labels !== undefined) metadata.labels[MANAGED_BY] = 'Helm';
    delete metadata.annotations?.[PART];
  },
};

describe('the function’s own objects', () => {
  for (const mode of [
    { ...CREDENTIALS },
    { secretMode: 'externalSecret', secretStore: 'vault', remoteKey: 'porch', registry: 'ghcr.io' },
    { ...CREDENTIALS, sync: 'sidecar' },
  ]) {
    const once = run(PACKAGE, mode).items;
    for (const [name, change] of Object.entries(CHANGES)) {
      it(`are known with ${name}: ${Object.keys(mode).join(', ')}`, () => {
        const after = changed(once, change);
        const again = run(after, mode);
        expect(again.failed).to.equal(false);
        expect(namesOf(again.items)).to.deep.equal(namesOf(once));
        expect(run(again.items, mode).items, 'twice is once').to.deep.equal(again.items);
        const left = run(after, { state: 'disabled' });
        expect(namesOf(left.items)).to.deep.equal(namesOf(PACKAGE));
      });
    }

    it(`are put right under another name: ${Object.keys(mode).join(', ')}`, () => {
      const own = new Set(once.filter(({ metadata }) => metadata.annotations?.[PART]));
      const renamed = changed(once, metadata => {
        if (metadata.annotations?.[PART]) metadata.name = `dev-${metadata.name}`;
      });
      expect(own.size).to.be.greaterThan(1);
      expect(namesOf(run(renamed, mode).items)).to.deep.equal(namesOf(once));
      expect(namesOf(run(renamed, { state: 'disabled' }).items)).to.deep.equal(namesOf(PACKAGE));
    });
  }

  it('are not those that only have a name of theirs', () => {
    const foreign = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'auth-secret',
        namespace: 'porch-system',
        labels: { [MANAGED_BY]: 'Helm' },
      },
      type: 'kubernetes.io/dockerconfigjson',
      data: { '.dockerconfigjson': Buffer.from('{"auths": {}}').toString('base64') },
    };
    const { failed, codes, items } = run([...PACKAGE, foreign], CREDENTIALS);
    expect([failed, codes]).to.deep.equal([true, ['object-not-own']]);
    expect(items).to.deep.equal([...PACKAGE, foreign]);
    expect(namesOf(run(items, { state: 'disabled' }).items)).to.include('Secret/auth-secret');
  });
});
