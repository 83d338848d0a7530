// Removes items by their lines. Comments after them stay, and must not become a part of the item before.

import { lineEnd } from '../yaml/lines.ts';
import type { Item } from './item.ts';
import { isSame } from './object.ts';
import type { Changes } from './resource-list.ts';
import type { Range } from './scan.ts';

export type ByteSplice = Range & { readonly text: string };

/** `undefined` if the item before a removed one would read differently. */
export function removals(
  ranges: readonly Range[],
  items: readonly Item[],
  { edited, removed }: Pick<Changes, 'edited' | 'removed'>,
): ByteSplice[] | undefined {
  const splices: ByteSplice[] = [];
  for (let index = 0; index < items.length; index++) {
    const before = items[index - 1];
    const first = index;
    let rest = '';
    for (let item = items[index]; item !== undefined && removed.has(item); item = items[++index]) {
      rest += behind(item);
    }
    if (index === first) continue;
    const text = before === undefined ? rest : beside(before, edited.get(before), rest);
    if (text === undefined) return undefined;
    splices.push({ start: ranges[first]?.start ?? 0, end: ranges[index - 1]?.end ?? 0, text });
  }
  return splices;
}

/** The lines behind an item's own: comments and blank lines, which belong to what follows. */
function behind(item: Item): string {
  const source = item.bytes.toString();
  return source.slice(lineEnd(source, item.root?.end ?? source.length));
}

/** The lines in a form that leaves the value of the item before them. */
function beside(item: Item, edited: string | undefined, lines: string): string | undefined {
  const source = edited ?? item.bytes.toString();
  const value = item.valueIn(source);
  return [lines, outdented(lines)].find(
    text => text === '' || isSame(item.valueIn(source + text), value),
  );
}

/** Comments in column 0, and no blank lines before the first: nothing that a block scalar could take. */
const outdented = (lines: string): string => lines.replace(/^[ \t]+/gm, '').replace(/^[\r\n]+/, '');
