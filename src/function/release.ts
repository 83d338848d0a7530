// Which of Porch's releases the container runs; one without private registries is an error.
import { type Checked, resultOn } from '../krm/result.ts';
import {
  type EnableFlag,
  FIRST_WITH_FEATURE,
  type Release,
  releaseOf,
  tagOf,
} from '../porch/releases.ts';
import type { Target } from './target.ts';

export type UsableRelease = Release & { readonly enableFlag: EnableFlag };

/** @param version the option `porchVersion`, which counts before the image's tag */
export function usableRelease(
  { item, image, container }: Target,
  version?: string,
): Checked<UsableRelease> {
  const tag = version ?? tagOf(image);
  const release = releaseOf(tag);
  const { enableFlag } = release;
  if (enableFlag !== undefined) return { value: { ...release, enableFlag }, results: [] };
  const field = `${container.path}.image`;
  const message =
    `\`${field}\` must be Porch ${FIRST_WITH_FEATURE} or a later release: ${tag} has no private registries, ` +
    'and their flags would crash it; if the image holds another release, set `data.porchVersion`';
  return { results: [resultOn(item.identity, 'error', message, field)] };
}
