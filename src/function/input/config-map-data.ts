// The `data` of a ConfigMap: known keys, and values that every reader takes for strings.
import { type Step, unlessErrors } from '../../findings/step.ts';
import type { Identity } from '../../krm/identity.ts';
import type { Part } from '../../krm/resource-list.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { nearest } from '../../nearest.ts';
import { pairOf } from '../../yaml/lookup.ts';
import { isNull, isString } from '../../yaml/value.ts';

/**
 * The values of `data` by key. An unknown key is named only next to a known one that it may be meant for:
 * it could be a credential.
 *
 * @param ignored keys that are known and not read, whatever they hold
 */
export function dataOf(
  { tree, node }: Part,
  identity: Identity,
  known: readonly string[],
  ignored: ReadonlySet<string> = new Set(),
): Step<ReadonlyMap<string, string>, Result> {
  const values = new Map<string, string>();
  const data = node.kind === 'mapping' ? pairOf(node, 'data')?.value : undefined;
  const map = data === undefined || isNull(tree, data) ? undefined : data;
  if (map !== undefined && map.kind !== 'mapping') {
    return unlessErrors([errorOn(identity, 'data-no-map', NO_MAP, 'data')], () => values);
  }
  const findings = (map?.pairs ?? []).flatMap(({ key, value }, index): Result[] => {
    const name = key.kind === 'scalar' ? key.text : '';
    if (ignored.has(name)) return [];
    if (!known.includes(name)) return [unknownKey(identity, name, index, known)];
    if (value.kind === 'alias') return [noString(identity, name, ALIAS)];
    if (value.kind !== 'scalar' || !isString(tree, value)) return [noString(identity, name)];
    values.set(name, value.text);
    return [];
  });
  return unlessErrors(findings, () => values);
}

/** The field path of a key of `data`. */
export const dataPath = (key: string): string =>
  /^\w+$/.test(key) ? `data.${key}` : `data["${key}"]`;

const NO_MAP = '`data` is not a map. Write each option in it as `key: "value"`';

const UNQUOTED = 'must be a string. Put its value in quotes';
const ALIAS = 'is a YAML alias. Write the value itself, in quotes';

function noString(identity: Identity, name: string, what = UNQUOTED): Result {
  const path = dataPath(name);
  return errorOn(identity, 'data-no-string', `\`${path}\` ${what}`, path);
}

function unknownKey(
  identity: Identity,
  name: string,
  index: number,
  known: readonly string[],
): Result {
  const meant = nearest(name, known);
  if (meant === undefined) {
    const message = `key ${index + 1} of \`data\` is unknown. Remove it`;
    return errorOn(identity, 'data-key-unknown', message, 'data');
  }
  const path = dataPath(name);
  const message = `\`${path}\` is unknown. Rename it to \`${dataPath(meant)}\``;
  return errorOn(identity, 'data-key-unknown', message, path);
}
