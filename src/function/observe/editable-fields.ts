// The fields of an object that the function may edit, with the nodes that hold them.
import { done, failed, type Step } from '../../findings/step.ts';
import type { Identity } from '../../krm/identity.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { pairOf } from '../../yaml/lookup.ts';
import type { MappingNode, Node, Tree } from '../../yaml/node.ts';
import { fieldPath, type Path } from '../../yaml/path.ts';
import { holdsShared, isShared } from '../../yaml/shared.ts';
import { isNull } from '../../yaml/value.ts';

/** A map in the Deployment. */
export type MapField = { readonly node: MappingNode; readonly path: Path };
/** A list under a map; empty where it is not written. */
export type ListField = {
  readonly owner: MapField;
  readonly key: string;
  readonly items: readonly Node[];
};

export const listPath = ({ owner, key }: ListField): string => fieldPath([...owner.path, key]);

export function mapField(
  node: Node,
  path: Path,
  identity: Identity,
  tree: Tree,
): Step<MapField, Result> {
  const field = fieldPath(path);
  if (isShared(tree, node)) return failed(fieldShared(identity, field));
  const isBare = node.kind === 'mapping' && node.flow && tree.source[node.content] !== '{';
  if (node.kind === 'mapping' && !isBare) return done({ node, path });
  const message = `\`${field}\` is not a map. Write it as one${isBare ? ', in braces' : ''}`;
  return failed(errorOn(identity, 'field-no-map', message, field));
}

export function listUnder(
  owner: MapField,
  key: string,
  identity: Identity,
  tree: Tree,
): Step<ListField, Result> {
  const node = pairOf(owner.node, key)?.value;
  const absent = done({ owner, key, items: [] });
  if (node === undefined) return absent;
  const field = fieldPath([...owner.path, key]);
  if (isShared(tree, node)) return failed(fieldShared(identity, field));
  if (node.kind === 'sequence') return done({ owner, key, items: node.items });
  if (isNull(tree, node)) return absent;
  const message = `\`${field}\` is not a list. Write it as one, each entry in a line of its own behind a dash`;
  return failed(errorOn(identity, 'field-no-list', message, field));
}

/** A list whose entries can be edited, moved and removed. */
export function editableList(
  owner: MapField,
  key: string,
  identity: Identity,
  tree: Tree,
): Step<ListField, Result> {
  const list = listUnder(owner, key, identity, tree);
  if (!list.ok) return list;
  const index = list.value.items.findIndex(node => holdsShared(tree, node));
  return index < 0 ? list : failed(fieldShared(identity, `${listPath(list.value)}[${index}]`));
}

export const fieldMissing = (identity: Identity, field: string): Result =>
  errorOn(identity, 'field-missing', `\`${field}\` is missing. Set it`, field);

/** An edit of the field would show elsewhere too. */
export const fieldShared = (identity: Identity, field: string): Result =>
  errorOn(
    identity,
    'field-shared',
    `\`${field}\` uses a YAML anchor, alias or merge key (\`<<\`), so it cannot be edited safely. ` +
      'Replace it with a plain copy',
    field,
  );
