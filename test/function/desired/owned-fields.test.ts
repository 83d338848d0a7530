// The table of owned fields holds: another hand's change of one is set back, every other field stays.
import { expect } from 'chai';
import {
  OWNED_CONTAINER_FIELDS,
  OWNED_FIELDS,
  OWNED_METADATA,
} from '../../../src/function/desired/owned-fields.ts';
import { fieldPath, type Path } from '../../../src/yaml/path.ts';
import { CREDENTIALS } from '../../support/config.ts';
import { pathsIn, replaced, valueAt } from '../../support/paths.ts';
import { type Output, runAgain, runWith } from '../../support/run.ts';

type Data = Readonly<Record<string, string>>;
type Item = Output['list']['items'][number];

const COMPANION = { ...CREDENTIALS, sync: 'companion', syncImage: 'epr:v1' };
const STORE = { secretMode: 'externalSecret', secretStore: 'vault', remoteKey: 'k' };
const CONTAINER: Path = ['spec', 'template', 'spec', 'containers', 0];
const SIDECAR: Path = ['spec', 'template', 'spec', 'initContainers', 0];

/** An object that the function wrote in a first run with these options. */
type Written = { readonly kind: string; readonly data: Data; readonly first: Output; at: number };

const written = (data: Data): Written[] => {
  const first = runWith(data);
  return first.list.items
    .map(({ kind }, at) => ({ kind, data, first, at }))
    .filter(({ at }) => at > 0);
};
const OBJECTS = [...written(COMPANION), ...written({ ...STORE, registry: 'ghcr.io' })];

/** What a run makes of the object after another hand has changed it. */
function rerun({ first, data, at }: Written, change: (item: unknown) => unknown): Output {
  const items = first.list.items.map((item, index) =>
    index === at ? (change(item) as Item) : item,
  );
  return runAgain({ ...first, list: { ...first.list, items } }, data);
}

/** The owned fields, also those that the object has not; in the sync's container also the variables, as whole entries. */
function ownedIn({ kind, first, at }: Written): Path[] {
  const item = first.list.items[at];
  const { set } = OWNED_FIELDS[kind] ?? { set: [] };
  const fields = set.flatMap(path =>
    path.at(-1) === '*'
      ? Object.keys(valueAt(item, path.slice(0, -1)) as object).map(key => [
          ...path.slice(0, -1),
          key,
        ])
      : [path],
  );
  return [
    OWNED_METADATA,
    ...fields,
    ...(kind === 'Deployment' ? inContainer(item, CONTAINER) : []),
  ];
}

const inContainer = (item: unknown, path: Path): Path[] => [
  ...OWNED_CONTAINER_FIELDS.map(key => [...path, key]),
  ...(valueAt(item, [...path, 'env']) as object[]).map((_, index) => [...path, 'env', index]),
];

/** Another value of the same kind, or any where there is none; of a variable, another value beside its name. */
function other(value: unknown): unknown {
  if (value === undefined) return ['x'];
  if (typeof value === 'string') return `${value}-x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return [...value].slice(1);
  return 'value' in (value as object) ? { ...(value as object), value: 'x' } : { x: 'y' };
}

const isBelow = (path: Path, owned: Path) =>
  owned.every((part, index) => path[index] === part) || path.every((part, i) => owned[i] === part);
/** The order in which variables stand is the user's. */
const inOrder = (items: readonly Item[]) =>
  JSON.parse(JSON.stringify(items), (key, value) =>
    key === 'env'
      ? value.toSorted((a: Variable, b: Variable) => (a.name < b.name ? -1 : 1))
      : value,
  );
type Variable = { readonly name: string };

describe('an owned field', () => {
  for (const object of OBJECTS) {
    const { kind, first, at } = object;
    const item = first.list.items[at];
    const { name } = item?.metadata ?? { name: '' };
    for (const path of ownedIn(object)) {
      it(`${fieldPath(path)} of the ${kind} ${name} is set back`, () => {
        const changed = rerun(object, value => replaced(value, path, other(valueAt(value, path))));
        const removed = rerun(object, value => replaced(value, path, undefined));
        expect(changed.list.items).to.deep.equal(first.list.items);
        expect(inOrder(removed.list.items)).to.deep.equal(inOrder(first.list.items));
        expect(changed.results).not.to.deep.equal([]);
      });
    }
    for (const path of OWNED_FIELDS[kind]?.absent ?? []) {
      it(`${fieldPath(path)} of the ${kind} ${name} goes`, () => {
        const added = rerun(object, value => replaced(value, path, { x: 'y' }));
        expect(added.list.items).to.deep.equal(first.list.items);
      });
    }
  }
});

describe('any other field', () => {
  const IDENTITY: readonly Path[] = [
    ['apiVersion'],
    ['kind'],
    ['metadata', 'name'],
    ['metadata', 'namespace'],
  ];
  for (const object of OBJECTS) {
    const { kind, first, at } = object;
    const item = first.list.items[at];
    const owned = [...ownedIn(object), ...IDENTITY];
    const own = pathsIn(item).filter(path => !owned.some(each => isBelow(path, each)));
    for (const path of own) {
      it(`${fieldPath(path)} of the ${kind} ${item?.metadata.name} stays as edited`, () => {
        for (const wanted of [other(valueAt(item, path)), undefined]) {
          const { list, results } = rerun(object, value => replaced(value, path, wanted));
          expect(list.items[at]).to.deep.equal(replaced(item, path, wanted));
          expect(results).to.deep.equal([]);
        }
      });
    }
    it(`of the user's in the ${kind} ${item?.metadata.name} stays`, () => {
      const maps = pathsIn(item).filter(path => {
        const value = valueAt(item, path);
        return typeof value === 'object' && !Array.isArray(value);
      });
      for (const path of maps.filter(map => !ownedIn(object).some(each => isWithin(map, each)))) {
        const { list } = rerun(object, value => replaced(value, [...path, 'mine'], 'x'));
        expect(valueAt(list.items[at], [...path, 'mine']), fieldPath(path)).to.equal('x');
      }
    });
  }
});

const isWithin = (path: Path, owned: Path) => owned.every((part, index) => path[index] === part);

describe('the table of owned fields', () => {
  it('has each kind that the function writes', () => {
    expect([...new Set(OBJECTS.map(({ kind }) => kind))].toSorted()).to.deep.equal(
      Object.keys(OWNED_FIELDS).toSorted(),
    );
  });
});

describe('the sync’s container in the runner’s pod', () => {
  const data = { ...COMPANION, sync: 'sidecar' };
  const object: Written = { kind: 'sidecar', data, first: runWith(data), at: 0 };
  const { first } = object;
  const item = first.list.items[0];
  const owned = inContainer(item, SIDECAR);

  for (const path of owned) {
    it(`has ${fieldPath(path)} set back`, () => {
      const changed = rerun(object, value => replaced(value, path, other(valueAt(value, path))));
      expect(changed.list.items).to.deep.equal(first.list.items);
    });
  }

  it('keeps every other field as edited', () => {
    const fields = pathsIn(item).filter(path => isWithin(path, SIDECAR) && path.length > 5);
    for (const path of fields.filter(path => !owned.some(each => isBelow(path, each)))) {
      const { list, results } = rerun(object, value =>
        replaced(value, path, other(valueAt(value, path))),
      );
      expect(list.items[0]).to.deep.equal(replaced(item, path, other(valueAt(item, path))));
      expect(results, fieldPath(path)).to.deep.equal([]);
    }
  });
});
