// A ResourceList in JSON: its items are slices of the input, and marks stand for them in a text that is parsed.
import { error } from '../findings/finding.ts';
import { done, type Step } from '../findings/step.ts';
import { applySplices } from '../yaml/apply-splices.ts';
import { pairOf } from '../yaml/lookup.ts';
import { faultText, isFault, type MappingNode, MOST_IN_OBJECT, type Tree } from '../yaml/node.ts';
import { parseTree } from '../yaml/tree.ts';
import { Input } from './input.ts';
import { Item } from './item.ts';
import { entriesOf, type Value, valuesOf } from './json-spans.ts';
import { type Header, headerIn } from './peek.ts';
import { listOf, type ResourceList } from './resource-list.ts';
import type { Range } from './scan.ts';
import { Slices } from './slices.ts';
import { listSplices } from './tree-list.ts';

const [BRACE, BRACKET] = [0x7b, 0x5b];
/** What is nested deeper takes long to parse, and is no object: it only leaves as it came. */
const DEEPEST = 1000;
/** An index between characters for private use. */
const MARKS = /"\uE000(\d+)\uE000"/;

/** Bytes for which a mark stands: an item that changes, or others side by side. */
type Part = Range & { readonly item?: Item | undefined };

/** `undefined` if the text is no JSON, or holds no list of items. */
export function readJsonList(bytes: Buffer): Step<ResourceList> | undefined {
  const start = bytes.findIndex(byte => byte > 0x20);
  const values = bytes[start] === BRACE ? valuesOf(bytes, start) : undefined;
  const list = values?.get('items');
  if (list === undefined || bytes[list.start] !== BRACKET) return undefined;
  if (list.depth < DEEPEST && !isJson(bytes)) return undefined;
  const entries = entriesOf(bytes, list);
  const input = new Input(bytes);
  const items = entries.map(range =>
    range.depth < DEEPEST ? new Item(input, range, -1, headerOf) : new Item(input, range, -1),
  );
  const { hidden, faults } = unreadableConfig(bytes, values?.get('functionConfig'));
  const read = marked(bytes, [...partsOf(entries, items, () => false), ...hidden]);
  if (read === undefined) return undefined;
  const write: ResourceList['write'] = changes => {
    const changing = partsOf(
      entries,
      items,
      item => changes.edited.has(item) || changes.removed.has(item),
    );
    const parts = [...changing, ...hidden];
    const { tree, root } = marked(bytes, parts) ?? read;
    const places = changing.map(({ item }) => item);
    const text = applySplices(tree, listSplices(tree, root, places, changes));
    const edited = ({ item }: Part) => item && changes.edited.get(item);
    return done(new Slices(unmarked(bytes, text, parts, edited)));
  };
  const part = (key: string) => {
    const node = pairOf(read.root, key)?.value;
    return node && { tree: read.tree, node };
  };
  return done(listOf(part, items, write, faults));
}

/** A functionConfig that is no tree has a mark too. */
function unreadableConfig(bytes: Buffer, config: Value | undefined) {
  const tree =
    config && parseTree(bytes.toString('utf8', config.start, config.end), MOST_IN_OBJECT);
  if (config === undefined || tree === undefined || !isFault(tree))
    return { hidden: [], faults: [] };
  const message = `the functionConfig cannot be read: ${faultText(tree)}. Correct that line of it`;
  return { hidden: [config], faults: [error('config-unreadable', message, 'functionConfig')] };
}

/** Each item that changes, and those between them. */
function partsOf(
  entries: readonly Range[],
  items: readonly Item[],
  changes: (item: Item) => boolean,
): Part[] {
  const parts: Part[] = [];
  entries.forEach(({ start, end }, index) => {
    const item = items[index] as Item;
    const last = parts.at(-1);
    if (changes(item)) parts.push({ start, end, item });
    else if (last === undefined || last.item !== undefined) parts.push({ start, end });
    else parts[parts.length - 1] = { start: last.start, end };
  });
  return parts;
}

/** The text with marks for its parts, as a tree. */
function marked(
  bytes: Buffer,
  parts: readonly Part[],
): { readonly tree: Tree; readonly root: MappingNode } | undefined {
  const ordered = [...parts.keys()].sort((a, b) => startOf(parts, a) - startOf(parts, b));
  let [text, at] = ['', 0];
  for (const index of ordered) {
    const { start, end } = parts[index] as Part;
    text += `${bytes.toString('utf8', at, start)}"\uE000${index}\uE000"`;
    at = end;
  }
  text += bytes.toString('utf8', at);
  if (text.split('\uE000').length !== 2 * parts.length + 1) return undefined;
  const tree = parseTree(text);
  return isFault(tree) || tree.root.kind !== 'mapping' ? undefined : { tree, root: tree.root };
}

const startOf = (parts: readonly Part[], index: number): number => parts[index]?.start ?? 0;

function unmarked(
  bytes: Buffer,
  text: string,
  parts: readonly Part[],
  edited: (part: Part) => string | undefined,
): Buffer[] {
  return text.split(MARKS).map((piece, index): Buffer => {
    if (index % 2 === 0) return Buffer.from(piece);
    const part = parts[Number(piece)] as Part;
    const changed = edited(part);
    return changed === undefined ? bytes.subarray(part.start, part.end) : Buffer.from(changed);
  });
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}

/** An item's type and metadata. */
function headerOf({ bytes }: Input, { start, end }: Range): Header | undefined {
  try {
    const { apiVersion, kind, metadata } = JSON.parse(bytes.toString('utf8', start, end)) ?? {};
    return headerIn(JSON.stringify({ apiVersion, kind, metadata }));
  } catch {
    return undefined;
  }
}
