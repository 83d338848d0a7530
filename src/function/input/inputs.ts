// What a run is asked for, once it is read.

import type { Step } from '../../findings/step.ts';
import type { Identity } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import type { Result } from '../../krm/result.ts';
import type { Credentials } from './credentials.ts';
import type { Options } from './options.ts';

export type Inputs = {
  readonly items: readonly Item[];
  readonly options: Options;
  /** Keys that the user wrote; all others have their default. */
  readonly given: ReadonlySet<string>;
  /** Its faults are reported together with those of the other parts. */
  readonly credentials: Step<Credentials, Result>;
  /** The functionConfig itself. */
  readonly owner: Identity;
  /** This function's own image. */
  readonly image: string;
  /** By which certificates and logins are judged. */
  readonly now: Date;
};
