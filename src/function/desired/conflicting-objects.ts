// Objects that have the name of a wanted one, and are not what the function made for it.
import { identityOf, keyOf } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { treeOf } from '../../krm/parsed.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { PART_ANNOTATION } from '../../registry/pull-secret.ts';
import { partOf } from '../observe/ownership.ts';
import type { DesiredObject } from './desired.ts';
import { CONFLICT_WORDS } from './parts.ts';

type Wanted = Extract<DesiredObject, { state: 'wanted' }>;

/** @param items among which the name may be in use */
export function conflictsWith({ part, object }: Wanted, items: readonly Item[]): Result[] {
  return matching(items, keyOf(identityOf(object))).flatMap(item => {
    const tree = treeOf(item);
    if (!tree.ok) return tree.findings;
    const present = partOf(item);
    if (present === object.metadata.annotations[PART_ANNOTATION]) return [];
    const { identity } = item;
    const { keep, otherwise } = CONFLICT_WORDS[part];
    const message =
      present !== undefined
        ? `this function already generates the ${identity.kind} for another part. ${capital(otherwise)}, or ${APART}`
        : `this function did not generate the ${identity.kind}, so it does not overwrite it. ${keep}, or ${otherwise}`;
    return [errorOn(identity, 'object-not-own', message, 'metadata.name')];
  });
}

// In one run the object would change its part in the cluster, where the type of a Secret is immutable.
const APART = 'run the function with `state: disabled` and apply the package first';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
