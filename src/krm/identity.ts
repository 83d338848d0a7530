// Who an item is: its type, its name, and the package file it came from.
import { get } from './object.ts';

const PATH = 'internal.config.kubernetes.io/path';
const INDEX = 'internal.config.kubernetes.io/index';
const LEGACY_PATH = 'config.kubernetes.io/path';
const LEGACY_INDEX = 'config.kubernetes.io/index';
const PACKAGE = 'internal.config.kubernetes.io/package-path';

export type Identity = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** The file in the package and the place in it, from 0; the legacy annotations count too. */
  readonly path: string | undefined;
  readonly index: number | undefined;
  /** The package of the file where a render has several; `path` counts from its folder. */
  readonly package: string | undefined;
  readonly labels: unknown;
};

/** Reads an object of any shape; names that are missing are empty. */
export function identityOf(object: unknown): Identity {
  const annotations = get(object, 'metadata', 'annotations');
  const index = Number.parseInt(
    text(annotations, INDEX) ?? text(annotations, LEGACY_INDEX) ?? '',
    10,
  );
  return {
    apiVersion: text(object, 'apiVersion') ?? '',
    kind: text(object, 'kind') ?? '',
    name: text(object, 'metadata', 'name') ?? '',
    namespace: text(object, 'metadata', 'namespace'),
    path: text(annotations, PATH) ?? text(annotations, LEGACY_PATH),
    index: Number.isNaN(index) ? undefined : index,
    package: text(annotations, PACKAGE),
    labels: get(object, 'metadata', 'labels'),
  };
}

/** The annotations of an object that stands in that file, at that index. */
export const slotAnnotations = (
  path: string,
  index: number,
  inPackage: string | undefined,
): Record<string, string> => ({
  [LEGACY_INDEX]: `${index}`,
  [LEGACY_PATH]: path,
  [INDEX]: `${index}`,
  ...(inPackage !== undefined && { [PACKAGE]: inPackage }),
  [PATH]: path,
});

/** What tells one object in a cluster from all others. */
export const keyOf = ({ apiVersion, kind, name, namespace }: Identity) => ({
  apiVersion,
  kind,
  name,
  namespace,
});

function text(object: unknown, ...path: readonly string[]): string | undefined {
  const value = get(object, ...path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
