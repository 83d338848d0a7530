// A ResourceList in JSON: its items are slices of the input, and marks stand for them in a text that is parsed.
import { error } from '../findings/finding.ts';
import { done, type Step } from '../findings/step.ts';
import { applySplices } from '../yaml/apply-splices.ts';
import { pairOf } from '../yaml/lookup.ts';
import { faultText, isFault } from '../yaml/node.ts';
import { parseTree } from '../yaml/tree.ts';
import { Item } from './item.ts';
import { entriesOf, valuesOf } from './json-spans.ts';
import { listOf, type ResourceList } from './resource-list.ts';
import type { Range } from './scan.ts';
import { Slices } from './slices.ts';
import { listSplices } from './tree-list.ts';

const [BRACE, BRACKET] = [0x7b, 0x5b];
/** An index between characters for private use. */
const MARKS = /"\uE000(\d+)\uE000"/;

/** `undefined` if the text is no JSON, or holds no list of items. */
export function readJsonList(bytes: Buffer): Step<ResourceList> | undefined {
  const start = bytes.findIndex(byte => byte > 0x20);
  if (bytes[start] !== BRACE || !isJson(bytes)) return undefined;
  const values = valuesOf(bytes, start);
  const [items, config] = [values?.get('items'), values?.get('functionConfig')];
  if (items === undefined || bytes[items.start] !== BRACKET) return undefined;
  const entries = entriesOf(bytes, items);
  const fault = config && parseTree(bytes.toString('utf8', config.start, config.end));
  if (config === undefined || fault === undefined || !isFault(fault)) return listIn(bytes, entries);
  const marked = [...entries, config].sort((a, b) => a.start - b.start);
  const message = `the functionConfig cannot be read: ${faultText(fault)}. Correct that line of it`;
  return listIn(bytes, entries, marked, [error('config-unreadable', message, 'functionConfig')]);
}

/** @param marked ranges for which a mark stands in the text that is parsed, in their order */
function listIn(
  bytes: Buffer,
  entries: readonly Range[],
  marked = entries,
  faults: ResourceList['faults'] = [],
): Step<ResourceList> | undefined {
  const ends = [0, ...marked.map(({ end }) => end)];
  const starts = [...marked.map(({ start }) => start), bytes.length];
  const texts = ends.map((end, index) => bytes.toString('utf8', end, starts[index]));
  if (texts.some(text => text.includes('\uE000'))) return undefined;
  const tree = parseTree(
    texts.reduce((all, text, index) => `${all}"\uE000${index - 1}\uE000"${text}`),
  );
  if (isFault(tree) || tree.root.kind !== 'mapping') return undefined;
  const { root } = tree;
  const items = entries.map(range => new Item(bytes, range, -1, headerOf));
  const itemIn = new Map(marked.map((range, index) => [index, items[entries.indexOf(range)]]));
  const list = listOf(
    key => {
      const node = pairOf(root, key)?.value;
      return node && { tree, node };
    },
    items,
    changes => {
      const text = applySplices(tree, listSplices(tree, root, items, changes));
      const pieces = text.split(MARKS).map((part, index): Buffer => {
        if (index % 2 === 0) return Buffer.from(part);
        const edited = changes.edited.get(itemIn.get(Number(part)) as Item);
        const { start, end } = marked[Number(part)] as Range;
        return edited === undefined ? bytes.subarray(start, end) : Buffer.from(edited);
      });
      return done(new Slices(pieces));
    },
    faults,
  );
  return done(list);
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
function headerOf(bytes: Buffer, { start, end }: Range): string | undefined {
  try {
    const { apiVersion, kind, metadata } = JSON.parse(bytes.toString('utf8', start, end)) ?? {};
    return JSON.stringify({ apiVersion, kind, metadata });
  } catch {
    return undefined;
  }
}
