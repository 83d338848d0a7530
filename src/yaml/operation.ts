// Edits as values: what changes at which path, apart from how that is written into the source text.
import { editSequence, removeKey, type SequenceEdit, setKeys, setScalar } from './edit.ts';
import { nodeAt } from './lookup.ts';
import type { Node, Tree } from './node.ts';
import type { Path } from './path.ts';
import type { Splice } from './splice.ts';

/** `at` is the path of the map that holds `key` or `keys`; with `text`, of the scalar itself. */
export type Operation =
  | { readonly kind: 'set'; readonly at: Path; readonly key: string; readonly value: unknown }
  | { readonly kind: 'remove'; readonly at: Path; readonly keys: readonly string[] }
  | { readonly kind: 'list'; readonly at: Path; readonly key: string; readonly edit: SequenceEdit }
  | { readonly kind: 'text'; readonly at: Path; readonly value: string };

export const set = (at: Path, key: string, value: unknown): Operation => ({
  kind: 'set',
  at,
  key,
  value,
});

export const remove = (at: Path, ...keys: readonly string[]): Operation => ({
  kind: 'remove',
  at,
  keys,
});

export const editList = (at: Path, key: string, edit: SequenceEdit): Operation => ({
  kind: 'list',
  at,
  key,
  edit,
});

export const setText = (at: Path, value: string): Operation => ({ kind: 'text', at, value });

/**
 * The splices that carry operations out, all against the same source. Keys of one map are set together and
 * removed together, for they may have to share commas or a dash.
 *
 * @throws Error where a path leads to no node of the kind that the operation needs
 */
export function splicesOf(tree: Tree, operations: readonly Operation[]): Splice[] {
  return [...grouped(operations).values()].flatMap(group => {
    const [first] = group;
    const node = nodeAt(tree.root, first.at);
    if (first.kind === 'text') return textSplices(tree, node, first.value);
    if (node?.kind !== 'mapping') throw new Error('an operation needs a map');
    const values = group.flatMap(({ kind, ...rest }) =>
      kind === 'set' && 'value' in rest && 'key' in rest ? [[rest.key, rest.value] as const] : [],
    );
    const keys = group.flatMap(operation => (operation.kind === 'remove' ? operation.keys : []));
    return [
      ...(values.length > 0 ? setKeys(tree, node, Object.fromEntries(values)) : []),
      ...(keys.length > 0 ? removeKey(tree, node, ...keys) : []),
      ...group.flatMap(operation =>
        operation.kind === 'list' ? editSequence(tree, node, operation.key, operation.edit) : [],
      ),
    ];
  });
}

function textSplices(tree: Tree, node: Node | undefined, value: string): Splice[] {
  if (node?.kind !== 'scalar') throw new Error('an operation needs a scalar');
  return [setScalar(tree, node, value)];
}

/** The operations with one edit for each list: two edits of one list would each see the other's entries stay. */
export function withMergedLists(operations: readonly Operation[]): Operation[] {
  const lists = new Map<string, Operation & { readonly kind: 'list' }>();
  const others: Operation[] = [];
  for (const operation of operations) {
    if (operation.kind !== 'list') {
      others.push(operation);
      continue;
    }
    const name = JSON.stringify([...operation.at, operation.key]);
    const before = lists.get(name);
    lists.set(
      name,
      before ? { ...before, edit: mergedEdit(before.edit, operation.edit) } : operation,
    );
  }
  return [...others, ...lists.values()];
}

/** New entries of both stand where the first puts its own. */
function mergedEdit(first: SequenceEdit, second: SequenceEdit): SequenceEdit {
  const remove = new Set([...(first.remove ?? []), ...(second.remove ?? [])]);
  const values = [...(first.insert?.values ?? []), ...(second.insert?.values ?? [])];
  const after = (first.insert ?? second.insert)?.after;
  const insert = after === undefined ? {} : { insert: { after, values } };
  return { remove, ...insert, isOptional: Boolean(first.isOptional && second.isOptional) };
}

type Group = [Operation, ...Operation[]];

function grouped(operations: readonly Operation[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const operation of operations) {
    const { kind, at } = operation;
    const name = JSON.stringify([kind === 'list' ? [kind, operation.key] : kind, at]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [operation]);
    else group.push(operation);
  }
  return groups;
}
