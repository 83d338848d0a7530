// A ResourceList in block style, as kpt and every Go orchestrator write it: read by columns alone.
import { editSequence } from '../yaml/edit.ts';
import { lineBreak, lineEnd } from '../yaml/lines.ts';
import { pairOf } from '../yaml/lookup.ts';
import { isFault, type MappingNode } from '../yaml/node.ts';
import { blockLines, indent } from '../yaml/print.ts';
import { splice } from '../yaml/splice.ts';
import { parseTree } from '../yaml/tree.ts';
import { Item } from './item.ts';
import { peek } from './peek.ts';
import { type Changes, listOf, type Part, type ResourceList } from './resource-list.ts';
import { type Layout, type Range, scan } from './scan.ts';
import { Slices } from './slices.ts';

const ITEMS = 'items:';

/**
 * `undefined` if the text has another style, or if a section other than `items` is not valid YAML.
 *
 * @param bytes ends with a line feed
 */
export function readBlockList(bytes: Buffer): ResourceList | undefined {
  const layout = scan(bytes);
  if (layout === undefined) return undefined;
  const parts = new Map<string, Section>();
  for (const [key, range] of layout.sections) {
    if (key === 'items') continue;
    const section = sectionOf(bytes, key, range);
    if (section === undefined) return undefined;
    parts.set(key, section);
  }
  const items = layout.items.map(range => new Item(bytes, range, layout.column, peek));
  return listOf(
    key => parts.get(key),
    items,
    changes =>
      spliceBytes(bytes, [
        ...itemSplices(bytes, layout, items, changes),
        ...resultSplices(bytes, layout, parts.get('results'), changes),
      ]),
  );
}

type Section = Part & { readonly root: MappingNode };

function sectionOf(bytes: Buffer, key: string, { start, end }: Range): Section | undefined {
  const tree = parseTree(bytes.toString('utf8', start, end));
  if (isFault(tree) || tree.root.kind !== 'mapping') return undefined;
  const node = pairOf(tree.root, key)?.value;
  return node && { tree, root: tree.root, node };
}

type ByteSplice = Range & { readonly text: string };

function itemSplices(
  bytes: Buffer,
  { sections, column, items: ranges }: Layout,
  items: readonly Item[],
  { edited, removed, added }: Changes,
): ByteSplice[] {
  const splices = items.flatMap((item, index): ByteSplice[] => {
    const { start, end } = ranges[index] as Range;
    const source = edited.get(item);
    if (removed.has(item)) return [{ start, end: start + ownLength(item), text: '' }];
    return source === undefined ? [] : [{ start, end, text: source }];
  });
  if (added.length > 0) {
    const at = ranges.at(-1)?.end ?? 0;
    splices.push({ start: at, end: at, text: text(bytes, indent(blockLines(added), column)) });
  } else if (items.every(item => removed.has(item))) {
    // A key without a value is null, not an empty list.
    const at = (sections.get('items')?.start ?? 0) + ITEMS.length;
    splices.push({ start: at, end: at, text: ' []' });
  }
  return splices;
}

function resultSplices(
  bytes: Buffer,
  { sections }: Layout,
  section: Section | undefined,
  { results: values }: Changes,
): ByteSplice[] {
  if (values.length === 0) return [];
  const { start, end } = sections.get('results') ?? { start: bytes.length, end: bytes.length };
  if (section === undefined) {
    return [{ start, end, text: text(bytes, blockLines({ results: values }, true)) }];
  }
  const { tree, root, node } = section;
  const insert = { after: node.kind === 'sequence' ? node.items.length - 1 : -1, values };
  const edits = editSequence(tree, root, 'results', { insert });
  return [{ start, end, text: splice(tree.source, edits) }];
}

/** Bytes from the item's dash to its last line. Comments after that stay: they belong to the next item. */
function ownLength({ bytes, root }: Item): number {
  const source = bytes.toString();
  return Buffer.byteLength(source.slice(0, lineEnd(source, root?.end ?? source.length)));
}

/** Joins lines with the line break of the input. */
function text(bytes: Buffer, lines: readonly string[]): string {
  const eol = lineBreak(bytes.toString('latin1', 0, 1024));
  return lines.map(line => line + eol).join('');
}

function spliceBytes(bytes: Buffer, splices: readonly ByteSplice[]): Slices {
  const pieces: Buffer[] = [];
  let done = 0;
  const ordered = splices.toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const { start, end, text } of ordered) {
    pieces.push(bytes.subarray(done, start), Buffer.from(text));
    done = end;
  }
  return new Slices([...pieces, bytes.subarray(done)]);
}
