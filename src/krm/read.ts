// From stdin's bytes to a ResourceList.
import { isUtf8 } from 'node:buffer';
import { error } from '../findings/finding.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { lineBreak } from '../yaml/lines.ts';
import { readBlockList } from './block-list.ts';
import { NO_LIST, type ResourceList } from './resource-list.ts';
import { Slices } from './slices.ts';
import { readTreeList } from './tree-list.ts';

/** Accepts every apiVersion of the kind, in block style, flow style and JSON, UTF-8 with or without BOM. */
export function readResourceList(input: Buffer): Step<ResourceList> {
  if (input.every(isBlank)) return EMPTY;
  if (!isUtf8(input)) return NOT_UTF8;
  const list = readClosed(input);
  return !list.ok || isResourceList(list.value) ? list : NO_LIST;
}

const EMPTY = failed(error('stdin-empty', 'stdin is empty. Send a ResourceList, as kpt does.'));
const NOT_UTF8 = failed(error('stdin-not-utf8', 'stdin is not UTF-8. Convert it to UTF-8.'));

/** Space, tab, and line breaks. */
const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

const isResourceList = ({ apiVersion, kind }: ResourceList): boolean =>
  kind === 'ResourceList' &&
  typeof apiVersion === 'string' &&
  apiVersion.startsWith('config.kubernetes.io/');

/** Edits of whole lines need a line break at the end. If the input has none, the output has none. */
function readClosed(input: Buffer): Step<ResourceList> {
  if (input.at(-1) === 10) return readAny(input);
  const end = Buffer.from(lineBreak(input.toString('latin1', 0, 1024)));
  const list = readAny(Buffer.concat([input, end]));
  if (!list.ok) return list;
  const { value, ...rest } = list;
  return { ...rest, value: { ...value, write: changes => opened(value.write(changes), end) } };
}

function readAny(bytes: Buffer): Step<ResourceList> {
  const list = readBlockList(bytes);
  return list === undefined ? readTreeList(bytes) : done(list);
}

function opened(output: Slices, end: Buffer): Slices {
  const text = output.whole();
  const isWhole = text.subarray(-end.length).equals(end);
  return new Slices([text.subarray(0, isWhole ? -end.length : -1)]);
}
