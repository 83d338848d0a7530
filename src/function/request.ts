// What a run is asked for, once it is read: the input of every step.
import type { Identity } from '../krm/identity.ts';
import type { Item } from '../krm/item.ts';
import type { Config } from './options.ts';
import type { Slots } from './slots.ts';
import type { Target } from './target.ts';

export type Request = {
  readonly items: readonly Item[];
  readonly target: Target;
  readonly config: Config;
  /** The functionConfig itself. */
  readonly owner: Identity;
  /** This function's own image. */
  readonly image: string;
  readonly slots: Slots;
  readonly now: Date;
};
