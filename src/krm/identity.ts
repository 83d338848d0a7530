// Who an item is: its type, its name, and the package file it came from.
import { get, textUnder } from './object.ts';

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
  /** The file in the package, and the index in that file; the legacy annotations count too. */
  readonly path: string | undefined;
  readonly index: number | undefined;
  /** The package of the file, if a render has several; `path` is relative to its folder. */
  readonly package: string | undefined;
  readonly labels: unknown;
};

/** Whether a text can be the name of an object: a DNS-1123 subdomain. */
export const isObjectName = (text: string): boolean =>
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text);

/** Reads an object of any shape. A missing name is empty. */
export function identityOf(object: unknown): Identity {
  const annotations = get(object, 'metadata', 'annotations');
  const index = Number.parseInt(
    textUnder(annotations, INDEX) ?? textUnder(annotations, LEGACY_INDEX) ?? '',
    10,
  );
  return {
    apiVersion: textUnder(object, 'apiVersion') ?? '',
    kind: textUnder(object, 'kind') ?? '',
    name: textUnder(object, 'metadata', 'name') ?? '',
    namespace: textUnder(object, 'metadata', 'namespace'),
    path: textUnder(annotations, PATH) ?? textUnder(annotations, LEGACY_PATH),
    index: Number.isNaN(index) ? undefined : index,
    package: textUnder(annotations, PACKAGE),
    labels: get(object, 'metadata', 'labels'),
  };
}

/** The annotations of an object at an index of a file. */
export const fileAnnotations = (
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

/** The fields that identify an object in a cluster. */
export const keyOf = ({ apiVersion, kind, name, namespace }: Identity) => ({
  apiVersion,
  kind,
  name,
  namespace,
});
