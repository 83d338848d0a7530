// A ResourceList as slices of its text, and the changes that a function can make.
import { error } from '../findings/finding.ts';
import { failed } from '../findings/step.ts';
import type { Node, Tree } from '../yaml/node.ts';
import { nodeValue } from '../yaml/value.ts';
import type { Item } from './item.ts';
import type { ResultEntry } from './result.ts';
import type { Slices } from './slices.ts';

/** A node and the tree that it belongs to. */
export type Part = { readonly tree: Tree; readonly node: Node };

export type ResourceList = {
  readonly apiVersion: unknown;
  readonly kind: unknown;
  readonly items: readonly Item[];
  readonly functionConfig: Part | undefined;
  /** Results of earlier functions, and of earlier runs of this one. */
  readonly results: readonly unknown[];
  /** The text with the changes. All other bytes stay as they are. */
  readonly write: (changes: Changes) => Slices;
};

export type Changes = {
  /** New source of items, in the coordinates of `Item.tree`. */
  readonly edited: ReadonlyMap<Item, string>;
  readonly removed: ReadonlySet<Item>;
  /** New objects for the end of `items`. */
  readonly added: readonly object[];
  /** New entries for the end of `results`. */
  readonly results: readonly ResultEntry[];
};

export const UNCHANGED: Changes = {
  edited: new Map(),
  removed: new Set(),
  added: [],
  results: [],
};

export const NO_LIST = failed(
  error(
    'stdin-no-resource-list',
    'stdin is not a ResourceList of `config.kubernetes.io`. Run the function with kpt, or send the list that kpt writes.',
  ),
);

/** A list of items with what stands beside them; `undefined` where `results` is no list. */
export function listOf(
  part: (key: string) => Part | undefined,
  items: readonly Item[],
  write: ResourceList['write'],
): ResourceList | undefined {
  const [apiVersion, kind, earlier] = ['apiVersion', 'kind', 'results'].map(key => {
    const field = part(key);
    return field && nodeValue(field.tree, field.node);
  });
  const results = earlier ?? [];
  if (!Array.isArray(results)) return undefined;
  return { apiVersion, kind, items, functionConfig: part('functionConfig'), results, write };
}
