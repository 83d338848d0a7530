// The difference between the observed and the desired state: changes, each with its reason.
import type { Identity } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import type { Operation } from '../../yaml/operation.ts';
import type { WrittenObject } from '../desired/desired.ts';
import type { Part } from '../desired/parts.ts';

/** What happens to a part: it joins, changes where it stands, or goes. */
export type Verb = 'added' | 'changed' | 'removed';

type Reason = {
  readonly part: Part | 'input';
  readonly verb: Verb;
  /** What is added, changed or removed: `flag`, `volume`, `Secret`, `field`. */
  readonly noun: string;
  /** Its name, where the function knows it: never a text of the user's. */
  readonly name?: string;
  /** The field path, as in `spec.template`. */
  readonly field?: string;
  /** The credentials or the CA are written. */
  readonly isContent?: true;
};

export type Change = Reason &
  (
    | { readonly kind: 'add'; readonly object: WrittenObject; readonly path: string | undefined }
    | { readonly kind: 'remove'; readonly item: Item }
    | {
        readonly kind: 'edit';
        readonly item: Item;
        readonly operations: readonly Operation[];
        /** The object as it is called from now on. */
        readonly renamed?: Partial<Identity>;
      }
    /** To another file of the package. */
    | { readonly kind: 'move'; readonly item: Item; readonly path: string }
  );
