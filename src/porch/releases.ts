// What each release of Porch's function runner can do. Release numbers are no order: v1.5 follows v4.

/** Flags of the function runner, without dashes. */
export type EnableFlag = 'enable-private-registry' | 'enable-private-registries';
export type Release = {
  /** Image tag; `x` stands for any number. */
  readonly tag: string;
  /** The flag that turns private registries on; any other is fatal. `undefined`: the release has none. */
  readonly enableFlag: EnableFlag | undefined;
  /** Whether it has `--enable-private-registries-tls` and `--tls-secret-path`. */
  readonly tls: boolean;
  /** Whether it reads Secrets through a cache, which lists and watches them. */
  readonly cachedReads?: true;
  /** The keys under which it looks for a private CA, in this order. */
  readonly caFiles: readonly string[];
  /** Flags of earlier releases that it no longer has: it ends at the first of them. */
  readonly dropped?: readonly string[];
};

const CA_FILES = ['ca.crt', 'ca.pem'];
const MORE_CA_FILES = [...CA_FILES, 'cacert.pem', 'ca-bundle.crt', 'root.crt'];
const DROPPED = ['config', 'pod-cache-config', 'function-pod-template'];

/** In the order of release. Source: `func/server/server.go` at each tag of Porch. */
export const RELEASES: readonly Release[] = [
  { tag: 'v0.0.x', enableFlag: undefined, tls: false, caFiles: CA_FILES },
  { tag: 'v2.0.0', enableFlag: undefined, tls: false, caFiles: CA_FILES },
  { tag: 'v3.0.0', enableFlag: undefined, tls: false, caFiles: CA_FILES },
  { tag: 'v3.0.1', enableFlag: undefined, tls: false, caFiles: CA_FILES },
  { tag: 'v3.0.2', enableFlag: 'enable-private-registry', tls: false, caFiles: CA_FILES },
  { tag: 'v3.0.3', enableFlag: 'enable-private-registries', tls: true, caFiles: CA_FILES },
  { tag: 'v3.0.x', enableFlag: 'enable-private-registries', tls: true, caFiles: CA_FILES },
  { tag: 'v4.x.x', enableFlag: 'enable-private-registries', tls: true, caFiles: CA_FILES },
  { tag: 'v1.4.x', enableFlag: 'enable-private-registries', tls: true, caFiles: CA_FILES },
  { tag: 'v1.5.x', enableFlag: 'enable-private-registries', tls: true, caFiles: CA_FILES },
  {
    tag: 'v1.6.x',
    enableFlag: 'enable-private-registries',
    tls: true,
    cachedReads: true,
    caFiles: MORE_CA_FILES,
    dropped: DROPPED,
  },
];

/** Stands for `latest`, `main`, a digest, and every tag that the table does not know. */
const CURRENT: Release = {
  tag: 'main',
  enableFlag: 'enable-private-registries',
  tls: true,
  cachedReads: true,
  caFiles: MORE_CA_FILES,
  dropped: DROPPED,
};

/** The first release with private registries. */
export const FIRST_WITH_FEATURE = RELEASES.find(({ enableFlag }) => enableFlag !== undefined)?.tag;

/** The first release that reads a private CA. */
export const FIRST_WITH_TLS = RELEASES.find(({ tls }) => tls)?.tag;

/** The release of a tag such as `v3.0.2`, with or without its `v`. */
export const releaseOf = (tag: string | undefined): Release => knownRelease(tag) ?? CURRENT;

/** `undefined` for a tag that names no release of the table. */
export const knownRelease = (tag: string | undefined): Release | undefined =>
  RELEASES.find(release => {
    const pattern = release.tag.replace('v', 'v?').replaceAll('.', '\\.').replaceAll('x', '\\d+');
    return new RegExp(`^${pattern}$`).test(tag ?? '');
  });

/** The tag of an image reference, also before a digest. The port of a registry is not a tag. */
export function tagOf(image: string): string | undefined {
  const [name = ''] = image.split('@', 1);
  const colon = name.lastIndexOf(':');
  const tag = name.slice(colon + 1);
  const isTag =
    colon > 0 && tag !== '' && !tag.includes('/') && !'/:'.includes(name[colon - 1] ?? '');
  return isTag ? tag : undefined;
}
