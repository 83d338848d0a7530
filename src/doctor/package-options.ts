// The options with which the package runs the function: those of its step in the Kptfile.
import { ourSteps } from '../checks/kptfile.ts';
import { CREDENTIAL_KEYS } from '../function/input/credential-forms.ts';
import type { Options } from '../function/input/options.ts';
import { readConfig } from '../function/input/read-config.ts';
import { get } from '../krm/object.ts';
import { isFault } from '../yaml/node.ts';
import { parseTree } from '../yaml/tree.ts';
import type { PackageItem } from './package-folder.ts';

/** The data of the functionConfig; empty where no step of a Kptfile runs the function. */
export function configuredData(items: readonly PackageItem[]): Record<string, unknown> {
  for (const { item } of items) {
    if (item.identity.kind !== 'Kptfile') continue;
    for (const { step } of ourSteps(item.value as object)) {
      const inline = get(step, 'configMap');
      const path = get(step, 'configPath');
      const config = items.find(({ file }) => file === path)?.item.value;
      return { ...((inline ?? get(config, 'data') ?? {}) as object) };
    }
  }
  return {};
}

/** The options of that data, as far as they are valid; without it the defaults. */
export function optionsOf(data: Readonly<Record<string, unknown>>): Options {
  const plain = Object.entries(data).filter(([key]) => !CREDENTIAL_KEYS.has(key));
  return optionsIn(Object.fromEntries(plain)) ?? (optionsIn({}) as Options);
}

function optionsIn(data: object): Options | undefined {
  const tree = parseTree(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', data }));
  if (isFault(tree)) return undefined;
  const config = readConfig({ tree, node: tree.root });
  return config.ok ? config.value.options : undefined;
}
