// The ConfigMaps with the function's input, which must never be applied to a cluster.
import { done, type Step } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import { type Result, warningOn } from '../../krm/result.ts';
import { mapAt, pairOf } from '../../yaml/lookup.ts';
import { isFault } from '../../yaml/node.ts';
import { isShared } from '../../yaml/shared.ts';

export const LOCAL_CONFIG = 'config.kubernetes.io/local-config';

/** Those that can be annotated, with a warning for each that cannot. */
export function localConfigsAmong(sources: readonly Item[]): Step<readonly Item[], Result> {
  const shared = new Set(sources.filter(hasSharedAnnotations));
  const warnings = [...shared].map(({ identity }) =>
    warningOn(identity, 'local-config-shared', SHARED, 'metadata.annotations'),
  );
  return done(
    sources.filter(item => !shared.has(item)),
    warnings,
  );
}

function hasSharedAnnotations({ tree }: Item): boolean {
  const metadata = isFault(tree) ? undefined : mapAt(tree.root, 'metadata');
  if (isFault(tree) || metadata === undefined) return false;
  const annotations = pairOf(metadata, 'annotations')?.value;
  return isShared(tree, metadata) || (annotations !== undefined && isShared(tree, annotations));
}

const SHARED =
  'the ConfigMap is input and must not reach a cluster, but `metadata.annotations` uses a YAML anchor, alias ' +
  `or merge key. Write it out, with \`${LOCAL_CONFIG}: 'true'\``;
