// The function for those who compose functions with the kpt-functions SDK.
// The SDK itself re-sorts and drops what it is given, so nothing of it runs in the function's own path.
import type { Configs, KptFunc, KubernetesObject, Result } from 'kpt-functions';
import { evaluate } from './function/evaluate.ts';
import { USAGE } from './function/usage.ts';

type List = { items: KubernetesObject[]; results?: Result[] };

/**
 * Does to the objects what the function does to a ResourceList. Errors become results, and the
 * objects then stay as they are; a bug is thrown, without the input.
 */
export const enablePrivateRegistries: KptFunc = async (configs: Configs) => {
  const list = {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items: configs.getAll(),
    functionConfig: configs.getFunctionConfig(),
  };
  const { output, fault } = evaluate(Buffer.from(JSON.stringify(list)));
  if (fault !== undefined) throw new Error(fault);
  const { items, results = [] } = JSON.parse(output.toString()) as List;
  configs.deleteAll();
  configs.insert(...items);
  configs.addResults(...results);
};
enablePrivateRegistries.usage = USAGE;
