// What is known of a package or a cluster, fact by fact.
import type { Item } from '../krm/item.ts';
import type { Result } from '../krm/result.ts';
import type { Evaluator } from './evaluator-facts.ts';
import type { DockerConfigText, Fact, KubernetesObject, Names, Rights, Sync } from './fact.ts';
import type { NamedImage } from './named-image.ts';

export type Facts = {
  names: Names;
  origin: 'package' | 'cluster';
  /** Why no function runner could be selected; empty where one is. */
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
  /** The flags at which containers of the function runner ended, by their logs. */
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
