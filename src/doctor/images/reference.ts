// An image's name as a registry's host, a repository, and a tag or digest.
import { imageHost } from '../../registry/image-host.ts';

export type Reference = {
  readonly host: string;
  readonly repository: string;
  /** A tag or a digest. */
  readonly version: string;
};

const SEGMENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const NAME = new RegExp(
  `^((?:[A-Za-z0-9.-]+(?::\\d{1,5})?|\\[[0-9A-Fa-f:]+\\]:\\d{1,5})/)?(${SEGMENT}(?:/${SEGMENT})*)` +
    '(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$',
);
const HUB = 'index.docker.io';

/** Undefined for what is no image's name; such a text may hold anything, and is not printed. */
export function parseReference(image: string): Reference | undefined {
  const match = NAME.exec(image);
  if (match === null) return undefined;
  const [, prefix = '', rest = '', tag, digest] = match;
  const host = imageHost(image);
  const isHost = /[.:]/.test(prefix);
  const repository = isHost ? rest : prefix + rest;
  return {
    host,
    repository: host === HUB && !repository.includes('/') ? `library/${repository}` : repository,
    version: digest ?? tag ?? 'latest',
  };
}
