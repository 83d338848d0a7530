// From stdin's bytes to a ResourceList.
import { isUtf8 } from 'node:buffer';
import { error, type Finding } from '../findings/finding.ts';
import { andThen, done, failed, type Step } from '../findings/step.ts';
import { lineBreak } from '../yaml/lines.ts';
import { readBlockList } from './block-list.ts';
import { readJsonList } from './json-list.ts';
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

const [FEED, RETURN] = [10, 13];

/** Space, tab, and line breaks. */
const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

const isResourceList = ({ apiVersion, kind }: ResourceList): boolean =>
  kind === 'ResourceList' &&
  typeof apiVersion === 'string' &&
  apiVersion.startsWith('config.kubernetes.io/');

/** Edits of whole lines need a line break at the end. If the input has none, the output has none. */
function readClosed(input: Buffer): Step<ResourceList> {
  if (input.includes(RETURN) && !input.includes(FEED)) {
    const list = readClosed(replaced(input, RETURN, FEED));
    return withOutput(list, output => new Slices([replaced(output.whole(), FEED, RETURN)]));
  }
  if (input.at(-1) === FEED) return readAny(input);
  const end = Buffer.from(lineBreak(input.toString('latin1', 0, 1024)));
  return withOutput(readAny(Buffer.concat([input, end])), output => opened(output, end));
}

/** Text that goes on to the left of its item or section makes faults where lists are read by columns. */
function readAny(bytes: Buffer): Step<ResourceList> {
  const block = readBlockList(bytes);
  if (block !== undefined && !block.faults.some(mayBeOfStyle)) return done(block);
  const list = readJsonList(bytes) ?? readTreeList(bytes);
  return list.ok || block === undefined ? list : done(block);
}

/** A section that is too large is so in every style. */
const mayBeOfStyle = ({ code }: Finding): boolean => code !== 'section-too-large';

/** The list with another form of all that it writes. */
function withOutput(
  list: Step<ResourceList>,
  form: (output: Slices) => Slices,
): Step<ResourceList> {
  if (!list.ok) return list;
  const { write } = list.value;
  return done({
    ...list.value,
    write: changes => andThen(write(changes), output => done(form(output))),
  });
}

/** A copy with one byte for another: carriage returns alone break lines as line feeds do. */
function replaced(bytes: Buffer, from: number, to: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + 1)) copy[at] = to;
  return copy;
}

function opened(output: Slices, end: Buffer): Slices {
  const text = output.whole();
  const isWhole = text.subarray(-end.length).equals(end);
  return new Slices([text.subarray(0, isWhole ? -end.length : -1)]);
}
