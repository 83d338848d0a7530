// Free slots in package files: two objects in one slot fail a render.
import { fileAnnotations, type Identity } from '../krm/identity.ts';
import type { Item } from '../krm/item.ts';
import { matching } from '../krm/matching.ts';

/** Gives the next free slot of a package file. */
export type Slots = (path: string) => Slot;
type Slot = {
  readonly path: string;
  readonly index: number;
  readonly annotations: Readonly<Record<string, string>>;
};

/** Slots in the files of the package of `owner`, which may be a subpackage of the rendered one. */
export function freeSlots(items: readonly Item[], { package: name }: Identity): Slots {
  const next = new Map<string, number>();
  return path => {
    const index = next.get(path) ?? 1 + lastIndex(items, { path, package: name });
    next.set(path, index + 1);
    return { path, index, annotations: fileAnnotations(path, index, name) };
  };
}

function lastIndex(items: readonly Item[], file: Pick<Identity, 'path' | 'package'>): number {
  return Math.max(-1, ...matching(items, file).map(({ identity }) => identity.index ?? 0));
}
