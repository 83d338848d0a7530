// A ResourceList in block style, as kpt and every Go orchestrator write it: read by columns alone.
import { editSequence, pairOf } from '../yaml/edit.ts';
import { lineBreak, lineEnd } from '../yaml/lines.ts';
import { isFault, type MappingNode } from '../yaml/node.ts';
import { blockLines, indent } from '../yaml/print.ts';
import { splice } from '../yaml/splice.ts';
import { parseTree } from '../yaml/tree.ts';
import { nodeValue } from '../yaml/value.ts';
import { Item } from './item.ts';
import type { Changes, Part, ResourceList } from './resource-list.ts';
import { type Layout, type Range, scan } from './scan.ts';

/**
 * `undefined` where the text is not of that style, or a section other than `items` is no YAML.
 *
 * @param bytes end with a line break
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
  const valueAt = (key: string) => {
    const part = parts.get(key);
    return part && nodeValue(part.tree, part.node);
  };
  const results = valueAt('results');
  const items = layout.items.map(
    ({ start, end }) => new Item(bytes.subarray(start, end), layout.column),
  );
  return {
    apiVersion: valueAt('apiVersion'),
    kind: valueAt('kind'),
    items,
    functionConfig: parts.get('functionConfig'),
    results: Array.isArray(results) ? results : [],
    write: changes => spliceBytes(bytes, splicesOf(bytes, layout, parts, items, changes)),
  };
}

type Section = Part & { readonly root: MappingNode };

function sectionOf(bytes: Buffer, key: string, { start, end }: Range): Section | undefined {
  const tree = parseTree(bytes.toString('utf8', start, end));
  if (isFault(tree) || tree.root.kind !== 'mapping') return undefined;
  const node = pairOf(tree.root, key)?.value;
  return node && { tree, root: tree.root, node };
}

type ByteSplice = Range & { readonly text: string };

function splicesOf(
  bytes: Buffer,
  { sections, column, items: ranges }: Layout,
  parts: ReadonlyMap<string, Section>,
  items: readonly Item[],
  { edited, removed, added, results }: Changes,
): ByteSplice[] {
  const splices: ByteSplice[] = [];
  const eol = lineBreak(bytes.toString('latin1', 0, 1024));
  const lines = (text: readonly string[]) => text.map(line => line + eol).join('');
  items.forEach((item, index) => {
    const { start, end } = ranges[index] as Range;
    const source = edited.get(item);
    if (removed.has(item)) splices.push({ start, end: start + ownLength(item), text: '' });
    else if (source !== undefined) splices.push({ start, end, text: item.restore(source) });
  });
  if (added.length > 0) {
    const at = ranges.at(-1)?.end ?? 0;
    splices.push({ start: at, end: at, text: lines(indent(blockLines(added), column)) });
  }
  if (results.length > 0) {
    const [range, part] = [sections.get('results'), parts.get('results')];
    const [start, end] = [range?.start ?? bytes.length, range?.end ?? bytes.length];
    const text = part ? appended(part, results) : lines(blockLines({ results }, true));
    splices.push({ start, end, text });
  }
  return splices;
}

/** Bytes from the item's dash to its last line; comments behind that belong to what follows. */
function ownLength({ bytes, root }: Item): number {
  const text = bytes.toString();
  return Buffer.byteLength(text.slice(0, lineEnd(text, root?.end ?? text.length)));
}

function appended({ tree, root, node }: Section, values: readonly object[]): string {
  const after = node.kind === 'sequence' ? node.items.length - 1 : -1;
  return splice(tree.source, editSequence(tree, root, 'results', { insert: { after, values } }));
}

function spliceBytes(bytes: Buffer, splices: readonly ByteSplice[]): Buffer {
  const pieces: Buffer[] = [];
  let done = 0;
  for (const { start, end, text } of splices.toSorted((a, b) => a.start - b.start)) {
    pieces.push(bytes.subarray(done, start), Buffer.from(text));
    done = end;
  }
  return Buffer.concat([...pieces, bytes.subarray(done)]);
}
