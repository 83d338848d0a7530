// Finds the indicators that the parser's events leave out.
import { EVENT_ID, type Event, type MappingEvent } from 'js-yaml';
import { contentAt, entryAt } from './gap.ts';
import { column, opensLine } from './lines.ts';

/** The offset after the `---`, or 0. */
export function documentStart(source: string, [open]: readonly Event[]): number {
  const isExplicit = open?.type === EVENT_ID.DOCUMENT && open.explicitStart;
  return isExplicit ? source.search(/^---(?:\s|$)/m) + 3 : 0;
}

/** The earliest offset of the key in the pair that begins at `start`: after its `?`, if it has one. */
export const keyStart = (source: string, start: number): number =>
  /^\?(?:\s|$)/.test(source.slice(start, start + 2)) ? start + 1 : start;

/**
 * The earliest offset of the value in the pair that begins at `start` and whose key ends at `end`: after the
 * colon, or after the key if there is no colon.
 */
export function valueStart(source: string, start: number, end: number, flow: boolean): number {
  const at = contentAt(source, end);
  if (!(flow ? /^:/ : /^:(?:\s|$)/).test(source.slice(at, at + 2))) return end;
  // In block style, a colon further left belongs to the outer mapping.
  const isOwn = flow || !opensLine(source, at) || column(source, at) === column(source, start);
  return isOwn ? at + 1 : end;
}

/** Whether a flow mapping has braces: a single pair in a flow sequence needs none. */
export function hasBrackets(source: string, { start }: MappingEvent, key?: Event): boolean {
  const belongToKey = key?.type === EVENT_ID.MAPPING && key.start === start;
  return source[start] === '{' && !belongToKey;
}

/** The offset after the closing bracket of a flow collection whose last entry ends at `end`. */
export const closingEnd = (source: string, end: number): number => entryAt(source, end) + 1;
