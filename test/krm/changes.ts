// Changes of a list, for tests.
import type { Changes, ResourceList } from '../../src/krm/resource-list.ts';
import type { ResultEntry } from '../../src/krm/result.ts';

export type Change = (list: ResourceList) => Partial<Changes>;

export const RESULTS: readonly ResultEntry[] = [{ message: 'a: b', severity: 'info' }];

export const telling: Change = () => ({ results: RESULTS });
export const adding =
  (...added: object[]): Change =>
  () => ({ added });
export const removing =
  (...indexes: number[]): Change =>
  ({ items }) => ({ removed: new Set(items.filter((_, index) => indexes.includes(index))) });
/** Replaces text of one item. */
export const editing =
  (index: number, from: string, to: string): Change =>
  ({ items }) => ({
    edited: new Map(
      items.slice(index, index + 1).map(item => [item, item.bytes.toString().replace(from, to)]),
    ),
  });
export const all =
  (...changes: readonly Change[]): Change =>
  list =>
    Object.assign({}, ...changes.map(change => change(list)));
