// Fields that must not be edited, because a YAML anchor, alias or merge key gives their text to others too.
import { nodeAt } from '../../yaml/lookup.ts';
import type { Tree } from '../../yaml/node.ts';
import type { Operation } from '../../yaml/operation.ts';
import type { Path } from '../../yaml/path.ts';
import { holdsShared, isShared } from '../../yaml/shared.ts';

/** The first such field on the ways of the operations, or in what they take out; `undefined`: all is safe. */
export const sharedField = (tree: Tree, operations: readonly Operation[]): Path | undefined =>
  operations
    .flatMap(operation => [
      ...waysTo(operation).filter(path => isSharedAt(tree, path, isShared)),
      ...goneIn(operation).filter(path => isSharedAt(tree, path, holdsShared)),
    ])
    .at(0);

function isSharedAt(tree: Tree, path: Path, isAffected: typeof isShared): boolean {
  const node = nodeAt(tree.root, path);
  return node !== undefined && isAffected(tree, node);
}

/** The path of what changes, and of everything around it. */
function waysTo(operation: Operation): Path[] {
  const way = operation.kind === 'list' ? [...operation.at, operation.key] : operation.at;
  return [...way.keys(), way.length].map(depth => way.slice(0, depth));
}

/** The paths of what is no longer there, or has another value. */
function goneIn(operation: Operation): Path[] {
  const { at } = operation;
  if (operation.kind === 'set') return [[...at, operation.key]];
  if (operation.kind === 'remove') return operation.keys.map(key => [...at, key]);
  if (operation.kind === 'text') return [];
  return [...(operation.edit.remove ?? [])].map(index => [...at, operation.key, index]);
}
