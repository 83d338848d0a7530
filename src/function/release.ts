// Which of Porch's releases the container runs, and so which flag turns private registries on.
import { type Checked, resultOn } from '../krm/result.ts';
import { type EnableFlag, FIRST_WITH_FEATURE, releaseOf, tagOf } from '../porch/releases.ts';
import type { Target } from './target.ts';

/** @param version the option `porchVersion`, which counts before the image's tag */
export function enableFlagOf(
  { item, image, container }: Target,
  version?: string,
): Checked<EnableFlag> {
  const tag = version ?? tagOf(image);
  const { enableFlag } = releaseOf(tag);
  if (enableFlag !== undefined) return { value: enableFlag, results: [] };
  const field = `${container.path}.image`;
  const message =
    `\`${field}\` must be Porch ${FIRST_WITH_FEATURE} or a later release: ${tag} has no private registries, ` +
    'and their flags would crash it; if the image holds another release, set `data.porchVersion`';
  return { results: [resultOn(item.identity, 'error', message, field)] };
}
