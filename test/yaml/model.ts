// Edits of a text as splices, and the same edits of its value.
import fc from 'fast-check';
import { editSequence, removeKey, type SequenceEdit, setKeys } from '../../src/yaml/edit.ts';
import { pairOf } from '../../src/yaml/lookup.ts';
import type { MappingNode, Node, Span, Tree } from '../../src/yaml/node.ts';
import type { Splice } from '../../src/yaml/splice.ts';
import { type Mapping, type Value, value } from './arbitrary.ts';
import { nodesOf } from './nodes.ts';

/** A number chooses among the keys that are there, by remainder; a text is a key. */
type Choice = number | string;
/** `at` chooses the mapping. */
export type Edit = { readonly at: number } & (
  | { readonly kind: 'set'; readonly keys: readonly Choice[]; readonly values: readonly Value[] }
  | { readonly kind: 'remove'; readonly keys: readonly Choice[] }
  | ListEdit
);
type ListEdit = {
  readonly kind: 'list';
  readonly key: Choice;
  readonly remove: readonly number[];
  readonly after: number;
  readonly values: readonly Value[];
};

const number = fc.nat({ max: 30 });
const choice = fc.oneof(
  { weight: 3, arbitrary: number },
  { weight: 1, arbitrary: fc.constantFrom('new', 'a: b', '0644', '', 'yes', 'ü\n') },
);
const choices = fc.uniqueArray(choice, { minLength: 1, maxLength: 3 });
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    at: number,
    keys: choices,
    values: fc.array(value, { minLength: 3, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('remove' as const), at: number, keys: choices }),
  fc.record({
    kind: fc.constant('list' as const),
    at: number,
    key: choice,
    remove: fc.uniqueArray(number, { maxLength: 3 }),
    after: fc.integer({ min: -1, max: 4 }),
    values: fc.array(value, { maxLength: 2 }),
  }),
);

/** The mappings of a tree, but for single pairs without brackets in a list. */
export function mappingsIn(tree: Tree): MappingNode[] {
  return nodesOf(tree).flatMap(([node]) =>
    node.kind === 'mapping' && (!node.flow || tree.source.startsWith('{', node.content))
      ? [node]
      : [],
  );
}

/** What a node is in the value of the document. */
function partOf(tree: Tree, whole: Value, wanted: Node): Value | undefined {
  const walk = (node: Node, value: Value): Value[] => {
    if (node === wanted) return [value];
    if (node.kind === 'sequence') {
      return node.items.flatMap((item, index) => walk(item, (value as Value[])[index] as Value));
    }
    if (node.kind !== 'mapping') return [];
    return node.pairs.flatMap(pair =>
      walk(pair.value, (value as Mapping)[textOf(pair.key)] as Value),
    );
  };
  return walk(tree.root, whole)[0];
}

const textOf = (node: Node): string => (node.kind === 'scalar' ? node.text : '');

/** The splices, and the spans of what they edit. The value is edited in place. */
export function perform(
  chosen: Edit,
  tree: Tree,
  whole: Value,
): { splices: readonly Splice[]; spans: readonly Span[] } {
  const edit = structuredClone(chosen);
  const nodes = mappingsIn(tree);
  const node = nodes[edit.at % nodes.length] as MappingNode;
  const value = partOf(tree, whole, node) as Mapping;
  const keys = (edit.kind === 'list' ? [edit.key] : edit.keys).map(choice => keyOf(node, choice));
  const spans = keys.map(key => spanOf(node, key));
  if (edit.kind === 'set') {
    const values = Object.fromEntries(keys.map((key, index) => [key, edit.values[index] ?? null]));
    Object.assign(value, values);
    return { splices: setKeys(tree, node, values), spans };
  }
  if (edit.kind === 'remove') {
    for (const key of keys) delete value[key];
    const start = Math.min(...spans.map(span => span.start));
    const end = Math.max(...spans.map(span => span.end));
    return { splices: removeKey(tree, node, ...keys), spans: [{ start, end }] };
  }
  const [key = ''] = keys;
  return { splices: editSequence(tree, node, key, editList(edit, node, value, key)), spans };
}

function keyOf(node: MappingNode, choice: Choice): string {
  const pair = typeof choice === 'number' ? node.pairs[choice % node.pairs.length] : undefined;
  return pair === undefined ? `${choice}` : textOf(pair.key);
}

/** Of a pair, up to the next, in flow style with the commas around; or the place for a new one. */
function spanOf({ pairs, spans, flow, end }: MappingNode, key: string): Span {
  const index = pairs.findIndex(pair => textOf(pair.key) === key);
  const span = spans[index];
  const last = (flow && spans.at(-1)?.end) || end;
  if (span === undefined) return { start: last, end: last };
  const start = (flow && spans[index - 1]?.end) || span.start;
  return { start, end: spans[index + 1]?.start ?? (flow ? end : span.end) };
}

function editList(
  { remove: choices, after, values }: ListEdit,
  node: MappingNode,
  value: Mapping,
  key: string,
): SequenceEdit {
  const list = pairOf(node, key)?.value;
  if (list?.kind !== 'sequence') {
    if (values.length > 0) value[key] = [...values];
    return { insert: { after, values } };
  }
  const items = value[key] as Value[];
  const remove = new Set(choices.map(choice => choice % (items.length || 1)));
  const kept = (from: number, to: number) =>
    items.filter((_, index) => index >= from && index < to && !remove.has(index));
  value[key] = [...kept(0, after + 1), ...values, ...kept(after + 1, items.length)];
  if (!list.flow && value[key].length === 0) delete value[key];
  return { remove, insert: { after, values } };
}
