// What shall be where: from the functionConfig and the items to edits, each with its reason.
import { identityOf } from '../krm/identity.ts';
import type { Item } from '../krm/item.ts';
import type { ResourceList } from '../krm/resource-list.ts';
import type { Checked, Result } from '../krm/result.ts';
import { nodeValue } from '../yaml/value.ts';
import { disable } from './disable.ts';
import type { Edits } from './edits.ts';
import { enable } from './enable.ts';
import { readConfig } from './options.ts';
import { freeSlots } from './slots.ts';
import { selectTarget } from './target.ts';

/**
 * Decides everything and changes nothing. The results are errors, or what is not tied to an edit.
 *
 * @param image this function's own image
 * @param now by which certificates are judged
 */
export function plan(
  { items, functionConfig }: ResourceList,
  image: string,
  now: Date,
): Checked<Edits> {
  if (functionConfig === undefined) return refuse(NO_CONFIG);
  const config = readConfig(functionConfig);
  if (config.value === undefined) return { results: config.results };
  const target = selectTarget(items, config.value.options);
  const broken = items.flatMap(brokenItem);
  if (broken.length > 0) return { results: broken };
  if (target.value === undefined) return { results: target.results };
  const request = {
    items,
    target: target.value,
    config: config.value,
    owner: identityOf(nodeValue(functionConfig.tree, functionConfig.node)),
    image,
    slots: freeSlots(items, target.value.item.identity),
    now,
  };
  const { state } = config.value.options;
  return state === 'enabled' ? enable(request) : { value: disable(request), results: [] };
}

const NO_CONFIG =
  'the functionConfig must be a ConfigMap with registry credentials: `configPath` or `configMap` ' +
  'in the Kptfile, or `kpt fn eval … -- registry=HOST username=USER password=PASSWORD`';

const refuse = (message: string): Checked<never> => ({ results: [{ message, severity: 'error' }] });

function brokenItem({ fault }: Item, position: number): Result[] {
  if (fault === undefined) return [];
  const message = `\`items[${position}]\` must be valid YAML; line ${fault.line} of it is not`;
  return [{ message, severity: 'error' }];
}
