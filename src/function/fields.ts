// The `data` of a ConfigMap: keys that are known, and values that every reader takes for strings.
import type { Identity } from '../krm/identity.ts';
import type { Part } from '../krm/resource-list.ts';
import { type Checked, isError, type Result, resultOn } from '../krm/result.ts';
import { nearest } from '../nearest.ts';
import { pairOf } from '../yaml/lookup.ts';
import { isString } from '../yaml/value.ts';

/**
 * The values of `data` by key. An unknown key is named only next to a known one that it may be
 * meant for: it could be a credential.
 *
 * @param ignored keys that are known and not read, whatever they hold
 */
export function readFields(
  { tree, node }: Part,
  identity: Identity,
  known: readonly string[],
  ignored: ReadonlySet<string> = new Set(),
): Checked<ReadonlyMap<string, string>> {
  const fields = new Map<string, string>();
  const results: Result[] = [];
  const refuse = (message: string, path: string) =>
    results.push(resultOn(identity, 'error', message, path));
  const map = node.kind === 'mapping' ? pairOf(node, 'data')?.value : undefined;
  const pairs = map?.kind === 'mapping' ? map.pairs : [];
  if (map !== undefined && map.kind !== 'mapping') {
    refuse('`data` must be a map of strings', 'data');
  }
  for (const [index, { key, value }] of pairs.entries()) {
    const name = key.kind === 'scalar' ? key.text : '';
    if (ignored.has(name)) continue;
    if (!known.includes(name)) {
      refuse(...unknownKey(name, index, known));
    } else if (value.kind !== 'scalar' || !isString(tree, value)) {
      const path = dataPath(name);
      refuse(`\`${path}\` must be a string: put its value in quotes`, path);
    } else {
      fields.set(name, value.text);
    }
  }
  return results.some(isError) ? { results } : { value: fields, results };
}

/** The field path of a key of `data`. */
export const dataPath = (key: string): string =>
  /^\w+$/.test(key) ? `data.${key}` : `data["${key}"]`;

function unknownKey(name: string, index: number, known: readonly string[]): [string, string] {
  const meant = nearest(name, known);
  if (meant === undefined) {
    return [`key ${index + 1} of \`data\` is unknown and must be removed`, 'data'];
  }
  return [`\`${dataPath(name)}\` is unknown: it must be \`${dataPath(meant)}\``, dataPath(name)];
}
