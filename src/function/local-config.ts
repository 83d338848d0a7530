// Marks the ConfigMaps that hold the function's input, so that they are never applied to a cluster.
import type { Item } from '../krm/item.ts';
import { get } from '../krm/object.ts';
import { resultOn } from '../krm/result.ts';
import { pairOf } from '../yaml/lookup.ts';
import { isFault } from '../yaml/node.ts';
import { isShared } from '../yaml/shared.ts';
import { annotate } from './annotate.ts';
import { type Edits, NOTHING } from './edits.ts';

const LOCAL_CONFIG = 'config.kubernetes.io/local-config';

const SHARED =
  `\`metadata.annotations\` must be written out, with \`${LOCAL_CONFIG}: 'true'\`: ` +
  'it is shared by an anchor, an alias or a merge key, and the ConfigMap must not reach a cluster';

export function markLocal(item: Item): Edits {
  const { tree, identity } = item;
  if (get(item.value, 'metadata', 'annotations', LOCAL_CONFIG) === 'true') return NOTHING;
  const metadata =
    !isFault(tree) && tree.root.kind === 'mapping'
      ? pairOf(tree.root, 'metadata')?.value
      : undefined;
  if (isFault(tree) || metadata?.kind !== 'mapping') return NOTHING;
  const annotations = pairOf(metadata, 'annotations')?.value;
  if (isShared(tree, metadata) || (annotations && isShared(tree, annotations))) {
    return { results: [resultOn(identity, 'warning', SHARED, 'metadata.annotations')] };
  }
  const splices = annotate(tree, metadata, { [LOCAL_CONFIG]: 'true' });
  const message = `annotated with \`${LOCAL_CONFIG}\`: the ConfigMap is input, it must not reach a cluster`;
  return {
    changed: [{ item, splices }],
    results: [resultOn(identity, 'info', message, 'metadata.annotations')],
  };
}
