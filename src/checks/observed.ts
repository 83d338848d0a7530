// What is known of a package or a cluster: facts, each with its value, or with the reason why it could not be read.
import type { Item } from '../krm/item.ts';
import type { Result } from '../krm/result.ts';
import type { Evaluator } from './evaluator.ts';
import type { NamedImage } from './images.ts';

/** `value` is undefined where the thing is absent, and that is known. */
export type Fact<T> =
  | { readonly isKnown: true; readonly value: T }
  | { readonly isKnown: false; readonly because: string };

export const known = <T>(value: T): Fact<T> => ({ isKnown: true, value });
export const unread = (because: string): Fact<never> => ({ isKnown: false, because });

/** The same fact in another form; why it is not known stays. */
export const mapFact = <T, U>(fact: Fact<T>, map: (value: T) => U): Fact<U> =>
  fact.isKnown ? known(map(fact.value)) : fact;

/** A fact that follows from another one. */
export const chainFact = <T, U>(fact: Fact<T>, next: (value: T) => Fact<U>): Fact<U> =>
  fact.isKnown ? next(fact.value) : fact;

/** A Kubernetes object of any kind, as its YAML or the API has it. */
export type KubernetesObject = object;

/** A docker config, and the Secret and field that hold it. */
export type DockerConfigText = {
  readonly secret: KubernetesObject;
  readonly field: string;
  readonly text: string;
};

/** What an account may not do of what it needs, by namespace. */
export type Rights = {
  readonly account: string;
  readonly accountNamespace: string;
  readonly namespace: string;
  /** As in `update secrets/auth-secret`. */
  readonly missing: readonly string[];
  /** The commands that grant them; none where a manifest does. */
  readonly grant?: string;
};

/** The pull-secret sync: its container, and the pod template around it. */
export type Sync = {
  readonly deployment: KubernetesObject;
  readonly container: unknown;
  /** The field of the container in the Deployment. */
  readonly path: string;
  readonly placement: 'companion' | 'sidecar';
};

/** Where the Secret is, and where its copy is. */
export type Names = {
  readonly namespace: string;
  readonly podNamespace: string;
  readonly secretName: string;
};

export type Facts = {
  names: Names;
  origin: 'package' | 'cluster';
  /** Why no evaluator could be selected; empty where one is. */
  selection: readonly Result[];
  evaluator: Evaluator;
  /** By which logins and certificates are judged. */
  now: Date;
  pullSecret: KubernetesObject | undefined;
  /** Pull secrets of that name in a namespace where nobody reads them. */
  strayed: readonly KubernetesObject[];
  dockerConfig: DockerConfigText;
  caSecret: KubernetesObject | undefined;
  podNamespace: KubernetesObject | undefined;
  copy: KubernetesObject | undefined;
  podAccount: KubernetesObject | undefined;
  sync: Sync | undefined;
  syncAccount: KubernetesObject | undefined;
  syncRights: readonly Rights[];
  runnerRights: Rights;
  runnerPods: readonly KubernetesObject[];
  syncPods: readonly KubernetesObject[];
  functionPods: readonly KubernetesObject[];
  /** The flags at which containers of the evaluator ended, by their logs. */
  fatalFlags: readonly string[];
  /** Those that the user names. */
  images: readonly NamedImage[];
  /** Documents of a package that are no YAML. */
  unreadable: readonly Result[];
  /** All items of a package. */
  items: readonly Item[];
};

/** A fact that nobody asked for is not there: an offline observer knows nothing of pods. */
export type Observed = { readonly [K in keyof Facts]?: Fact<Facts[K]> };
