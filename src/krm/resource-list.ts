// A ResourceList as slices of its text, and the changes that a function can make.
import { error, type Finding } from '../findings/finding.ts';
import { failed, type Step } from '../findings/step.ts';
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
  /** What is wrong beside the items: with such errors the list can only be written as it came. */
  readonly faults: readonly Finding[];
  /** Results of earlier functions, and of earlier runs of this one. */
  readonly results: readonly unknown[];
  /**
   * The text with the changes. All other bytes stay as they are. Fails if an item would read differently
   * because the one after it is removed.
   */
  readonly write: (changes: Changes) => Step<Slices>;
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

export const NOT_PROVEN = failed(
  error(
    'edit-not-proven',
    'internal error in the function: to remove an object would have changed the one before it, so nothing was ' +
      'changed. Please report this bug with the shape of both objects, without their values',
  ),
);

/** A list of items with what stands beside them. */
export function listOf(
  part: (key: string) => Part | undefined,
  items: readonly Item[],
  write: ResourceList['write'],
  unreadable: readonly Finding[] = [],
): ResourceList {
  const [apiVersion, kind, earlier] = ['apiVersion', 'kind', 'results'].map(key => {
    const field = part(key);
    return field && nodeValue(field.tree, field.node);
  });
  const isList = earlier === undefined || earlier === null || Array.isArray(earlier);
  const results = Array.isArray(earlier) ? earlier : [];
  const faults = isList ? unreadable : [...unreadable, RESULTS_NO_LIST];
  return {
    apiVersion,
    kind,
    items,
    functionConfig: part('functionConfig'),
    faults,
    results,
    write,
  };
}

const RESULTS_NO_LIST = error(
  'results-no-list',
  '`results` of the ResourceList is not a list. Correct the function that wrote it',
  'results',
);
