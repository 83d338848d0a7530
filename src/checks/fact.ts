// A fact: its value, or the reason why it could not be read; and what facts are made of.

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

/** All values, or why the first that is not known is not. */
export function allFacts<T>(facts: readonly Fact<T>[]): Fact<readonly T[]> {
  const values: T[] = [];
  for (const fact of facts) {
    if (!fact.isKnown) return fact;
    values.push(fact.value);
  }
  return known(values);
}

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
