// A ResourceList in block style, as kpt and every Go orchestrator write it: read by columns alone.
import { done } from '../findings/step.ts';
import { editSequence } from '../yaml/edit.ts';
import { lineBreak } from '../yaml/lines.ts';
import { isFault } from '../yaml/node.ts';
import { blockLines, indent } from '../yaml/print.ts';
import { splice } from '../yaml/splice.ts';
import { Input } from './input.ts';
import { Item } from './item.ts';
import { invalidItem } from './parsed.ts';
import { peek } from './peek.ts';
import { endingInQuote } from './quotes.ts';
import { type ByteSplice, removals } from './removal.ts';
import { type Changes, listOf, NOT_PROVEN, type ResourceList } from './resource-list.ts';
import { type Layout, type Range, scan } from './scan.ts';
import { readSections, type Section } from './sections.ts';
import { Slices } from './slices.ts';

const ITEMS = 'items:';

/**
 * `undefined` if the text has another style. If the list has faults, it may have another style as well.
 *
 * @param bytes ends with a line feed
 */
export function readBlockList(bytes: Buffer): ResourceList | undefined {
  const layout = scan(bytes);
  if (layout === undefined) return undefined;
  const input = new Input(bytes);
  const items = layout.items.map(range => new Item(input, range, layout.column, peek));
  const { byKey, hasUnknown, faults } = readSections(bytes, layout.sections);
  const last = items.length - 1;
  const mayBeCut = new Set([...endingInQuote(bytes, layout.items), ...(hasUnknown ? [last] : [])]);
  const cut = [...mayBeCut].toReversed().flatMap(index => {
    const { tree } = items[index] as Item;
    return isFault(tree) ? [invalidItem(index, tree)] : [];
  });
  return listOf(
    key => byKey.get(key),
    items,
    changes => {
      const removed = removals(layout.items, items, changes);
      if (removed === undefined) return NOT_PROVEN;
      const splices = [
        ...removed,
        ...itemSplices(bytes, layout, items, changes),
        ...resultSplices(bytes, layout, byKey.get('results'), changes),
      ];
      return done(spliceBytes(bytes, splices));
    },
    [...faults, ...cut],
  );
}

function itemSplices(
  bytes: Buffer,
  { sections, column, items: ranges }: Layout,
  items: readonly Item[],
  { edited, removed, added }: Changes,
): ByteSplice[] {
  const splices = items.flatMap((item, index): ByteSplice[] => {
    const { start, end } = ranges[index] as Range;
    const source = edited.get(item);
    return source === undefined || removed.has(item) ? [] : [{ start, end, text: source }];
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
