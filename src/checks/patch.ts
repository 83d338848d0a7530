// JSON pointers and operations for what a check would change in the cluster.
import type { Path } from '../yaml/path.ts';
import type { Operation } from './check.ts';

export const pointer = (path: Path): string =>
  path.map(part => `/${`${part}`.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export const add = (path: Path, value: unknown): Operation => ({
  op: 'add',
  path: pointer(path),
  value,
});
export const replace = (path: Path, value: unknown): Operation => ({
  op: 'replace',
  path: pointer(path),
  value,
});
export const remove = (path: Path): Operation => ({ op: 'remove', path: pointer(path) });
