// The desired state: one value, in which each part is wanted, absent, or left alone by not being named.
import type { Item } from '../../krm/item.ts';
import type { Result } from '../../krm/result.ts';
import type { ContainerFields } from '../observe/container-fields.ts';
import type { DockerClient } from '../observe/docker-clients.ts';
import type { Wiring } from '../observe/wiring.ts';
import type { ObjectPart, Part } from './parts.ts';

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
  readonly [field: string]: unknown;
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
};

/** Where items have files. The object moves there from those files that it leaves. */
export type PackageFile = {
  readonly path: string | undefined;
  readonly leaves: 'any' | readonly string[];
};

export type DesiredObject =
  | {
      readonly state: 'wanted';
      readonly part: ObjectPart;
      readonly object: WrittenObject;
      readonly file: PackageFile;
      /** The first is that object, whatever its name and namespace now; the others are copies, and go. */
      readonly present: readonly Item[];
    }
  | { readonly state: 'absent'; readonly part: ObjectPart; readonly present: readonly Item[] };

/** A result that is due only in a run that changes the part. */
export type Note = {
  readonly part: Part;
  /** `content`: when the object is generated or its content changes; `present`: when what was there changes; `flags`: when flags change. */
  readonly when: 'any change' | 'content' | 'present' | 'flags';
  readonly result: Result;
};

/** A container with its pod. What is not named is left alone. */
export type DesiredRunner = {
  readonly runner: ContainerFields;
  readonly flags: readonly DesiredFlag[];
  readonly wirings: readonly DesiredWiring[];
  /** The sync's container in the pod; `undefined`: absent. */
  readonly sidecar: object | undefined;
  /** The names that the pull secret has had in the pod's `imagePullSecrets`, and what it is to be now, if anything. */
  readonly imagePullSecret: {
    readonly names: ReadonlySet<string>;
    readonly name: string | undefined;
  };
};

/** A Deployment whose containers get `DOCKER_CONFIG`; without a Secret's name it is absent. */
export type DesiredClient = {
  readonly client: DockerClient;
  readonly secretName: string | undefined;
};

export type Desired = {
  readonly runners: readonly DesiredRunner[];
  readonly clients: readonly DesiredClient[];
  readonly objects: readonly DesiredObject[];
  /** ConfigMaps with the function's input, which must not reach a cluster. */
  readonly localConfigs: readonly Item[];
  readonly notes: readonly Note[];
};
