// The options as types: the values of the functionConfig's `data`, by its schema.
import type schema from '../../../fn-config/schema.json';

type Properties = typeof schema.properties.data.properties;
type KeysWithDefault = {
  [K in keyof Properties]: Properties[K] extends { readonly default: string } ? K : never;
}[keyof Properties];
type Texts = { readonly [K in KeysWithDefault]: string } & {
  readonly [K in Exclude<keyof Properties, KeysWithDefault>]?: string;
};

/** The keys with a few fixed values, which TypeScript does not read out of JSON; a test holds them to it. */
export const CHOICES = {
  state: ['enabled', 'disabled', 'check'],
  secretMode: ['generate', 'existing', 'externalSecret'],
  secretStoreKind: ['SecretStore', 'ClusterSecretStore'],
  sync: ['companion', 'sidecar', 'none'],
  refreshRunner: ['false', 'true'],
} as const;
type Choices = { readonly [K in keyof typeof CHOICES]: (typeof CHOICES)[K][number] };

/** The values of the functionConfig's `data`, by the rules of `fn-config/schema.json`. */
export type Options = Omit<Texts, keyof Choices> & Choices;

export type Config = {
  readonly options: Options;
  /** Keys that the user wrote; all others have their default. */
  readonly given: ReadonlySet<string>;
  /** The credentials that the functionConfig itself holds, by key. */
  readonly credentials: ReadonlyMap<string, string>;
};
