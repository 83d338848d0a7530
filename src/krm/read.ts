// From stdin's bytes to a ResourceList, or to the one result that says what stdin must be.
import { isUtf8 } from 'node:buffer';
import { lineBreak } from '../yaml/lines.ts';
import type { SyntaxFault } from '../yaml/node.ts';
import { readBlockList } from './block-list.ts';
import type { ResourceList } from './resource-list.ts';
import type { Checked } from './result.ts';
import { Slices } from './slices.ts';
import { readTreeList } from './tree-list.ts';

/** Accepts every apiVersion of the kind, in block style, flow style and JSON, UTF-8 with or without BOM. */
export function readResourceList(input: Buffer): Checked<ResourceList> {
  const refuse = (message: string) => ({ results: [{ severity: 'error' as const, message }] });
  if (input.every(isBlank)) return refuse('stdin must hold a ResourceList; it is empty');
  if (!isUtf8(input)) return refuse('stdin must be UTF-8');
  const list = readClosed(input);
  if (list !== undefined && 'line' in list) {
    return refuse(`stdin must be one YAML document; line ${list.line} is not valid YAML`);
  }
  const group = String(list?.apiVersion).startsWith('config.kubernetes.io/');
  if (list === undefined || list.kind !== 'ResourceList' || !group) {
    return refuse('stdin must be a ResourceList of config.kubernetes.io, as kpt writes it');
  }
  return { value: list, results: [] };
}

/** Space, tab, and line breaks. */
const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

/** Edits of whole lines need a text whose last line is closed. What closes it leaves again. */
function readClosed(input: Buffer): ResourceList | SyntaxFault | undefined {
  if (input.at(-1) === 10) return readBlockList(input) ?? readTreeList(input);
  const end = Buffer.from(lineBreak(input.toString('latin1', 0, 1024)));
  const closed = Buffer.concat([input, end]);
  const list = readBlockList(closed) ?? readTreeList(closed);
  if (list === undefined || 'line' in list) return list;
  return { ...list, write: changes => opened(list.write(changes), end) };
}

function opened(output: Slices, end: Buffer): Slices {
  const text = output.whole();
  const isWhole = text.subarray(-end.length).equals(end);
  return new Slices([text.subarray(0, isWhole ? -end.length : -1)]);
}
