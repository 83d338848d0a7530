// Which of Porch's releases the container runs; one without what the options want is an error.
import { type Checked, type Result, resultOn } from '../krm/result.ts';
import {
  type EnableFlag,
  FIRST_WITH_FEATURE,
  FIRST_WITH_TLS,
  type Release,
  releaseOf,
  tagOf,
} from '../porch/releases.ts';
import type { Target } from './target.ts';

export type UsableRelease = Release & { readonly enableFlag: EnableFlag };

/**
 * @param version the option `porchVersion`, which counts before the image's tag
 * @param tls whether the options want a private CA
 */
export function usableRelease(
  target: Target,
  version: string | undefined,
  tls: boolean,
): Checked<UsableRelease> {
  const tag = version ?? tagOf(target.image);
  const release = releaseOf(tag);
  const { enableFlag } = release;
  if (enableFlag === undefined) {
    const lack = `${tag} has no private registries, and their flags would crash it`;
    return { results: [refusal(target, FIRST_WITH_FEATURE, lack)] };
  }
  if (tls && !release.tls) {
    const lack = `${tag} knows no private CA, and the flags for it would crash it`;
    return { results: [refusal(target, FIRST_WITH_TLS, lack)] };
  }
  return { value: { ...release, enableFlag }, results: [] };
}

function refusal({ item, container }: Target, first: string | undefined, lack: string): Result {
  const field = `${container.path}.image`;
  const message =
    `\`${field}\` must be Porch ${first} or a later release: ${lack}; ` +
    'if the image holds another release, set `data.porchVersion`';
  return resultOn(item.identity, 'error', message, field);
}
