// Free places in package files: two objects at one place fail a render.
import { placeAnnotations } from '../krm/identity.ts';
import { type Item, matching } from '../krm/item.ts';

/** Gives the annotations of the next free place in a package file. */
export type Places = (path: string) => Record<string, string>;

export function freePlaces(items: readonly Item[]): Places {
  const next = new Map<string, number>();
  return path => {
    const index = next.get(path) ?? 1 + lastIndex(items, path);
    next.set(path, index + 1);
    return placeAnnotations(path, index);
  };
}

function lastIndex(items: readonly Item[], path: string): number {
  return Math.max(-1, ...matching(items, { path }).map(({ identity }) => identity.index ?? 0));
}
