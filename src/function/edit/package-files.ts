// The index of each object that joins a package file: two objects of one index fail a render.
import { fileAnnotations, type Identity } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import type { WrittenObject } from '../desired/desired.ts';
import { annotate } from './annotate.ts';
import type { Change } from './change.ts';

type InFiles = Exclude<Change, { kind: 'move' }>;

/**
 * Changes whose objects have their annotations, in the order of the changes. The files are those of the
 * package of `owner`, which may be a subpackage of the rendered one.
 */
export function inPackageFiles(
  items: readonly Item[],
  { package: inPackage }: Identity,
  changes: readonly Change[],
): InFiles[] {
  const next = new Map<string, number>();
  const annotationsIn = (path: string) => {
    const index = next.get(path) ?? 1 + lastIndex(items, { path, package: inPackage });
    next.set(path, index + 1);
    return { index, annotations: fileAnnotations(path, index, inPackage) };
  };
  return changes.map((change): InFiles => {
    if (change.kind === 'add' && change.path !== undefined) {
      const { annotations } = annotationsIn(change.path);
      return { ...change, object: annotated(change.object, annotations) };
    }
    if (change.kind !== 'move') return change;
    const { path, item } = change;
    const { index, annotations } = annotationsIn(path);
    const operations = annotate(item.value, annotations);
    return { ...change, kind: 'edit', operations, renamed: { path, index } };
  });
}

function annotated(
  object: WrittenObject,
  annotations: Readonly<Record<string, string>>,
): WrittenObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations } },
  };
}

function lastIndex(items: readonly Item[], file: Pick<Identity, 'path' | 'package'>): number {
  return matching(items, file).reduce(
    (last, { identity }) => Math.max(last, identity.index ?? 0),
    -1,
  );
}
