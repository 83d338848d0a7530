// What shall be: one value, in which each part is wanted, absent, or left alone by not being named.
import type { Item } from '../../krm/item.ts';
import type { Result } from '../../krm/result.ts';
import type { Wiring } from '../observe/wiring.ts';
import type { Part } from './parts.ts';

/** Without a value the flag is absent. `names`: what it may be called now. */
export type DesiredFlag = {
  readonly part: Part;
  readonly names: readonly string[];
  readonly name: string;
  readonly value?: string;
  readonly isBoolean?: true;
};

/** A Secret's volumeMount and volume. */
export type DesiredWiring = {
  readonly part: Part;
  readonly state: 'wanted' | 'absent';
  readonly wiring: Wiring;
};

/** An object as it is written anew, without the annotations of its file. */
export type WrittenObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
};

/** Where items have files; `moves`: the object moves there from another one. */
export type PackageFile = { readonly path: string | undefined; readonly moves: boolean };

export type DesiredObject =
  | {
      readonly state: 'wanted';
      readonly part: Part;
      readonly object: WrittenObject;
      readonly file: PackageFile;
      /** The first is that object, whatever its name and namespace now; the others are copies, and go. */
      readonly present: readonly Item[];
    }
  | { readonly state: 'absent'; readonly part: Part; readonly present: readonly Item[] };

/** A result that is due only in a run that changes the part. */
export type Note = {
  readonly part: Part;
  /** `content`: when the object is generated or its content changes; `present`: when what was there changes. */
  readonly when: 'any change' | 'content' | 'present';
  readonly result: Result;
};

export type Desired = {
  readonly flags: readonly DesiredFlag[];
  readonly wirings: readonly DesiredWiring[];
  /** The sync's container in the runner's pod; `undefined`: absent. */
  readonly sidecar: object | undefined;
  readonly objects: readonly DesiredObject[];
  /** ConfigMaps with the function's input, which must not reach a cluster. */
  readonly localConfigs: readonly Item[];
  readonly notes: readonly Note[];
};
