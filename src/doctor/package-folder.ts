// A package from its folder: the documents of its files as items.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { error } from '../findings/finding.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { hasLoneReturn } from '../krm/bytes.ts';
import { Input } from '../krm/input.ts';
import { Item } from '../krm/item.ts';
import { peek } from '../krm/peek.ts';
import { type Result, resultOf } from '../krm/result.ts';
import { faultText } from '../yaml/node.ts';

/** `line`: how many lines of the file stand before the document. */
export type PackageItem = { readonly item: Item; readonly file: string; readonly line: number };

/** Files as kpt takes them; in folders whose name begins with a dot, and in node_modules, is nothing of a package. */
export function readPackage(folder: string): Step<PackageItem[]> {
  try {
    return done(itemsBelow(folder));
  } catch (fault) {
    const { code, path = '' } = fault as NodeJS.ErrnoException;
    if (code === undefined) throw fault;
    const place = relative(folder, path) || 'the folder itself';
    const message = `The package cannot be read: ${place} (${code}). Correct its rights, or run as who may read it.`;
    return failed(error('package-unreadable', message));
  }
}

function itemsBelow(folder: string): PackageItem[] {
  return filesBelow(folder).flatMap(path => {
    const text = readFileSync(path);
    // The scan of a header ends at line feeds alone.
    const bytes = text.at(-1) === 10 ? text : Buffer.concat([text, Buffer.from('\n')]);
    const input = new Input(bytes);
    const file = relative(folder, path);
    const reader = hasLoneReturn(bytes) ? undefined : peek;
    return documentsIn(bytes)
      .map(range => ({ item: new Item(input, range, -1, reader), start: range.start }))
      .filter(({ item }) => item.identity.kind !== '' || item.fault !== undefined)
      .map(({ item, start }) => ({ item, file, line: linesIn(bytes.subarray(0, start)) }));
  });
}

/** Documents that nobody can read, each as a result on its file. */
export const unreadableIn = (items: readonly PackageItem[]): Result[] =>
  items.flatMap(({ item: { fault }, file, line }) => {
    if (fault === undefined) return [];
    const inFile = { ...fault, line: line + fault.line };
    const message = `a document of the file cannot be read: ${faultText(inFile)}. Correct that line`;
    return [{ ...resultOf(error('item-invalid', message)), file: { path: file } }];
  });

const linesIn = (bytes: Buffer): number => bytes.toString('latin1').split('\n').length - 1;

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
