// Marks a ConfigMap that holds the function's input, so that it is never applied to a cluster.
import type { Item } from '../../krm/item.ts';
import { get } from '../../krm/object.ts';
import { isMarked, LOCAL_CONFIG } from '../desired/local-configs.ts';
import { annotate } from './annotate.ts';
import type { Change } from './change.ts';

export function diffLocalConfig(item: Item): Change[] {
  const { value } = item;
  const metadata = get(value, 'metadata');
  if (typeof metadata !== 'object' || metadata === null || isMarked(item)) return [];
  const operations = annotate(value, { [LOCAL_CONFIG]: 'true' });
  const reason = { part: 'input', verb: 'added', noun: 'annotation', name: LOCAL_CONFIG } as const;
  return [{ ...reason, kind: 'edit', item, operations, field: 'metadata.annotations' }];
}
