// The companion manifest among the items: written, brought up to date, or taken out.
import { type Identity, identityOf } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { type Checked, isError } from '../../krm/result.ts';
import type { Tree } from '../../yaml/node.ts';
import { type Edits, together } from '../edits.ts';
import { type Change, type Generated, type PackageFile, remove, upsert } from '../generated.ts';
import { isOwn } from '../ownership.ts';
import type { Slots } from '../slots.ts';
import { correctOwned } from './corrections.ts';
import { type Companion, manifest, namesOf } from './manifest.ts';

/** The kinds of the manifest, and where in each what is ours stands. */
const FIELDS: Readonly<Record<string, string>> = {
  ServiceAccount: 'metadata',
  Role: 'rules',
  RoleBinding: 'roleRef',
  Deployment: 'spec.template.spec',
};
const WAY_OUT = 'rename it';
const OTHERWISE = 'set `sync: none` and run the pull-secret sync by other means';

export function editCompanion(
  items: readonly Item[],
  companion: Companion,
  file: PackageFile,
  slots: Slots,
): Checked<Edits> {
  const objects = manifest(companion);
  const named = namesakes(items, companion.deployment);
  const own = named.filter(isOwn);
  const isSame = (object: object) => {
    const { kind, name } = identityOf(object);
    return ({ identity }: Item) => identity.kind === kind && identity.name === name;
  };
  const parts = objects.map(object =>
    upsert(named, generated(object, file), own.filter(isSame(object)), slots),
  );
  const results = parts.flatMap(part => part.results);
  if (results.some(isError)) return { results };
  const stale = own.filter(item => !objects.some(object => isSame(object)(item)));
  const edits = parts.flatMap(({ value = [] }) => value);
  return { value: together([...edits, ...stale.map(takeOut)]), results };
}

/** Takes out what an earlier run wrote for that Deployment. */
export const removeCompanion = (items: readonly Item[], deployment: string): Edits =>
  together(namesakes(items, deployment).filter(isOwn).map(takeOut));

/** Of the manifest's kinds and names, in any namespace: another function may have changed it. */
const namesakes = (items: readonly Item[], deployment: string): Item[] =>
  Object.values(namesOf(deployment))
    .flatMap(name => matching(items, { name }))
    .filter(({ identity }) => Object.hasOwn(FIELDS, identity.kind));

const takeOut = (item: Item): Edits => remove([item], subjectOf(item.identity));

const subjectOf = ({ kind }: Identity): string => `${kind} of the pull-secret sync`;

function generated(object: Generated['object'], file: PackageFile): Generated {
  const identity = identityOf(object);
  const subject = subjectOf(identity);
  const correct = (tree: Tree): Change[] => {
    const splices = correctOwned(tree, identity.kind, object);
    const path = FIELDS[identity.kind] ?? '';
    return splices.length === 0 ? [] : [{ message: `updated the ${subject}`, path, splices }];
  };
  const ways = { wayOut: WAY_OUT, otherwise: OTHERWISE };
  return { object, subject, file, owns: isOwn, ...ways, warnings: [], correct };
}
