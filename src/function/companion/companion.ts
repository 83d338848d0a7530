// The companion manifest among the items: written, brought up to date, or taken out.
import { type Identity, identityOf, keyOf } from '../../krm/identity.ts';
import { type Item, matching } from '../../krm/item.ts';
import { type Checked, type Result, resultOn } from '../../krm/result.ts';
import { isFault } from '../../yaml/node.ts';
import { annotate } from '../annotate.ts';
import { type Edits, NOTHING, together } from '../edits.ts';
import { mapAt } from '../owned.ts';
import { isOwn } from '../ownership.ts';
import type { Places } from '../place.ts';
import { type Companion, manifest, namesOf } from './manifest.ts';
import { correctOwned } from './owned.ts';

const KINDS = new Set(['ServiceAccount', 'Role', 'RoleBinding', 'Deployment']);

/** The package file of the manifest, where items have one; `moves`: also for what is elsewhere. */
export type ManifestPlace = { readonly path: string | undefined; readonly moves: boolean };

export function editCompanion(
  items: readonly Item[],
  companion: Companion,
  place: ManifestPlace,
  places: Places,
): Checked<Edits> {
  const objects = manifest(companion).map(object => {
    const identity = identityOf(object);
    const there = matching(items, keyOf(identity));
    return { object, identity, there };
  });
  const foreign = objects.flatMap(({ there }) => there.filter(item => !isOwn(item)));
  if (foreign.length > 0) return { results: foreign.map(refusal) };
  const stale = ownCompanions(items, companion.deployment).filter(
    item => !objects.some(({ there }) => there.includes(item)),
  );
  const edits = objects.flatMap(({ object, identity, there }) =>
    there.length === 0
      ? [add(object, identity, place, places)]
      : there.map(item => update(item, object, place, places)),
  );
  return { value: together([...edits, removeItems(stale)]), results: [] };
}

/** Takes out what an earlier run wrote for that Deployment. */
export const removeCompanion = (items: readonly Item[], deployment: string): Edits =>
  removeItems(ownCompanions(items, deployment));

function ownCompanions(items: readonly Item[], deployment: string): Item[] {
  return Object.values(namesOf(deployment))
    .flatMap(name => matching(items, { name }))
    .filter(item => KINDS.has(item.identity.kind) && isOwn(item));
}

const removeItems = (removed: readonly Item[]): Edits => ({
  removed,
  results: removed.map(({ identity }) =>
    resultOn(identity, 'info', 'removed with the pull-secret sync'),
  ),
});

const refusal = ({ identity }: Item): Result =>
  resultOn(
    identity,
    'error',
    'the object was not written by this function, which does not overwrite it: ' +
      'rename it, or set `sync: none` and run the pull-secret sync by other means',
    'metadata.name',
  );

function add(object: object, identity: Identity, { path }: ManifestPlace, places: Places): Edits {
  const { metadata } = object as { metadata: object };
  const annotations = path === undefined ? {} : { annotations: places(path) };
  return {
    added: [{ ...object, metadata: { ...metadata, ...annotations } }],
    results: [resultOn(identity, 'info', 'added for the pull-secret sync')],
  };
}

function update(item: Item, wanted: object, { path, moves }: ManifestPlace, places: Places): Edits {
  const { tree, identity } = item;
  if (isFault(tree)) return NOTHING;
  const metadata = mapAt(tree.root, ['metadata']);
  const isMoved = moves && path !== undefined && identity.path !== path;
  const splices = [
    ...correctOwned(tree, identity.kind, wanted),
    ...(isMoved && metadata ? annotate(tree, metadata, places(path)) : []),
  ];
  if (splices.length === 0) return NOTHING;
  return {
    changed: [{ item, splices }],
    results: [resultOn(identity, 'info', 'updated for the pull-secret sync')],
  };
}
