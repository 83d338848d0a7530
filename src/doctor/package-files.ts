// A package from its folder: the documents of its files as items.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Item } from '../krm/item.ts';

export type PackageItem = { readonly item: Item; readonly file: string };

/** Files as kpt takes them; in folders whose name begins with a dot, and in node_modules, is nothing of a package. */
export function readPackage(folder: string): PackageItem[] {
  return filesBelow(folder).flatMap(path => {
    const bytes = readFileSync(path);
    const file = relative(folder, path);
    return documentsIn(bytes)
      .map(({ start, end }) => new Item(bytes, { start, end }, -1))
      .filter(({ identity }) => identity.kind !== '')
      .map(item => ({ item, file }));
  });
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return isPart(entry.name) ? filesBelow(path) : [];
      return entry.isFile() && /(^Kptfile|\.ya?ml)$/.test(entry.name) ? [path] : [];
    });
}

const isPart = (name: string): boolean => !name.startsWith('.') && name !== 'node_modules';

/** `---` in the first column always ends a document, whatever it stands in. */
function documentsIn(bytes: Buffer): { start: number; end: number }[] {
  const text = bytes.toString('latin1'); // an index into it is one into the bytes
  const marks = [...text.matchAll(/^---(?=[ \t\r\n])[ \t]*(?:#.*)?\r?\n?|^---$/gm)];
  const starts = [0, ...marks.map(mark => mark.index + mark[0].length)];
  const ends = [...marks.map(mark => mark.index), bytes.length];
  return starts
    .map((start, index) => ({ start, end: ends[index] ?? bytes.length }))
    .filter(({ start, end }) => /^[^#\s]/m.test(text.slice(start, end)));
}
