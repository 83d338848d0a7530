// From stdin's bytes to a ResourceList, or to the one result that says what stdin must be.
import { isUtf8 } from 'node:buffer';
import { readBlockList } from './block-list.ts';
import type { Changes, ResourceList } from './resource-list.ts';
import type { Checked } from './result.ts';
import { readTreeList } from './tree-list.ts';

const NEWLINE = Buffer.from('\n');

/** Accepts every apiVersion of the kind, in block style, flow style and JSON, UTF-8 with or without BOM. */
export function readResourceList(input: Buffer): Checked<ResourceList> {
  const refuse = (message: string) => ({ results: [{ severity: 'error' as const, message }] });
  if (input.toString('latin1', 0, 64).trim() === '' && input.length <= 64) {
    return refuse('stdin must hold a ResourceList; it is empty');
  }
  if (!isUtf8(input)) return refuse('stdin must be UTF-8');
  // Edits are whole lines: the last one gets its line break for the time being.
  const closed = input.at(-1) === NEWLINE[0];
  const bytes = closed ? input : Buffer.concat([input, NEWLINE]);
  const list = readBlockList(bytes) ?? readTreeList(bytes);
  if (list !== undefined && 'line' in list) {
    return refuse(`stdin must be one YAML document; line ${list.line} is not valid YAML`);
  }
  const group = String(list?.apiVersion).startsWith('config.kubernetes.io/');
  if (list === undefined || list.kind !== 'ResourceList' || !group) {
    return refuse('stdin must be a ResourceList of config.kubernetes.io, as kpt writes it');
  }
  if (closed) return { value: list, results: [] };
  const write = (changes: Changes) => list.write(changes).subarray(0, -1);
  return { value: { ...list, write }, results: [] };
}
