// The ConfigMaps with the function's input, which must never be applied to a cluster.
import { done, type Step } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import { get } from '../../krm/object.ts';
import { type Result, warningOn } from '../../krm/result.ts';
import { nodeAt } from '../../yaml/lookup.ts';
import { isFault } from '../../yaml/node.ts';
import { isShared as isSharedNode } from '../../yaml/shared.ts';

export const LOCAL_CONFIG = 'config.kubernetes.io/local-config';

const MARK = ['metadata', 'annotations', LOCAL_CONFIG];

export const isMarked = ({ value }: Item): boolean => get(value, ...MARK) === 'true';

/** Those that can be annotated, with a warning for each that cannot. */
export function localConfigsAmong(sources: readonly Item[]): Step<readonly Item[], Result> {
  const shared = new Set(sources.filter(item => !isMarked(item) && isShared(item)));
  const warnings = [...shared].map(({ identity }) =>
    warningOn(identity, 'local-config-shared', SHARED, 'metadata.annotations'),
  );
  return done(
    sources.filter(item => !shared.has(item)),
    warnings,
  );
}

/** Whether the annotations, or a map around them, have their text elsewhere too. */
const isShared = ({ tree }: Item): boolean =>
  !isFault(tree) &&
  MARK.some((_, depth) => {
    const node = nodeAt(tree.root, MARK.slice(0, depth));
    return node !== undefined && isSharedNode(tree, node);
  });

const SHARED =
  'the ConfigMap is input and must not reach a cluster, but `metadata.annotations` uses a YAML anchor, alias ' +
  `or merge key. Write it out, with \`${LOCAL_CONFIG}: 'true'\``;
