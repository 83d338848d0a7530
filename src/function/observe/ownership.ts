// Which objects among the items are the function's own, and which part of it each is.
import type { Item } from '../../krm/item.ts';
import { get } from '../../krm/object.ts';
import { MANAGED_BY, PART_ANNOTATION } from '../../registry/pull-secret.ts';
import { earlierPartOf } from './earlier-versions.ts';
import { type OwnPart, PARTS } from './own-parts.ts';

export type OwnObject = { readonly item: Item; readonly part: OwnPart };

/** The function's own objects, by whatever name and namespace they have now. */
export const ownObjects = (items: readonly Item[]): OwnObject[] =>
  items.filter(mayBeOwn).flatMap(item => {
    const part = partOf(item);
    return part === undefined ? [] : [{ item, part }];
  });

/** Those that are that part. */
export const ownItems = ({ own }: { readonly own: readonly OwnObject[] }, part: OwnPart): Item[] =>
  own.filter(object => object.part === part).map(({ item }) => item);

/** The part that an object is; `undefined` where it is not the function's. */
export function partOf(item: Item): OwnPart | undefined {
  const annotated = get(item.value, 'metadata', 'annotations', PART_ANNOTATION);
  return PARTS.find(part => part === annotated) ?? earlierPartOf(item);
}

export const isOwn = (item: Item): boolean => partOf(item) !== undefined;

export const SECRET = { apiVersion: 'v1', kind: 'Secret' };
export const EXTERNAL_SECRET = { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' };

/** To look for the words costs less than to parse the item. */
const mayBeOwn = (item: Item): boolean => item.mayHold(PART_ANNOTATION) || item.mayHold(MANAGED_BY);
