// JSON pointers and operations for what a check would change in the cluster.

import { get } from '../krm/object.ts';
import type { Path } from '../yaml/path.ts';
import type { KubernetesObject } from './fact.ts';

/** One operation of RFC 6902; `path` is a JSON pointer. */
export type Operation = {
  readonly op: 'add' | 'replace' | 'remove' | 'test';
  readonly path: string;
  readonly value?: unknown;
};

const pointer = (path: Path): string =>
  path.map(part => `/${`${part}`.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const operation =
  (op: Operation['op']) =>
  (path: Path, value?: unknown): Operation => ({
    op,
    path: pointer(path),
    ...(value !== undefined && { value }),
  });

export const add = operation('add');
export const replace = operation('replace');
export const remove = operation('remove');

/** With a first operation that is refused once the object's specification is another one. */
export function guarded(object: KubernetesObject, patch: readonly Operation[]): Operation[] {
  const generation = get(object, 'metadata', 'generation');
  const path = ['metadata', 'generation'];
  return [...(generation === undefined ? [] : [operation('test')(path, generation)]), ...patch];
}
