// The parts of a Secret and of a ServiceAccount that the sync reads; the rest passes through.

export type Metadata = {
  readonly name: string;
  readonly namespace: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly controller?: boolean }[];
};

export type Secret = {
  readonly metadata: Metadata;
  readonly type?: string;
  /** Base64, always in the one spelling that the API server writes: equal text is equal bytes. */
  readonly data?: Readonly<Record<string, string>>;
  readonly immutable?: boolean;
};

export type ServiceAccount = {
  readonly metadata: Metadata;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
};

/** By the name of the resource in the API's paths. */
export type Kinds = {
  secrets: Secret;
  serviceaccounts: ServiceAccount;
  events: object;
  pods: object;
};

/** One object of the API. */
export type Ref<K extends keyof Kinds = keyof Kinds> = {
  readonly resource: K;
  readonly namespace: string;
  readonly name: string;
};

const KIND_NAMES: Record<keyof Kinds, string> = {
  secrets: 'Secret',
  serviceaccounts: 'ServiceAccount',
  events: 'Event',
  pods: 'Pod',
};

/** As in `Secret "porch-system/auth-secret"`. */
export const called = ({ resource, namespace, name }: Ref): string =>
  `${KIND_NAMES[resource]} "${namespace}/${name}"`;

/** The three objects of one sync. */
export type Refs = {
  readonly source: Ref<'secrets'>;
  readonly target: Ref<'secrets'>;
  readonly serviceAccount: Ref<'serviceaccounts'>;
};
