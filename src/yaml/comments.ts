// Removes lines of a source text, but none of the comments on them.
import { EVENT_ID, type Event } from 'js-yaml';
import { lineEnd, lineStart, nextLine } from './lines.ts';
import type { Span, Tree } from './node.ts';
import type { Splice } from './splice.ts';

/** A range of source, and the indexes of its events in `Tree.events`; all end-exclusive. */
export type Part = Span & { readonly events: readonly [number, number] };

/**
 * Removes the lines of a part. A comment on a line of its own stays there; a comment after content gets that
 * line for itself.
 *
 * @param first replaces the part on its first line, which then keeps what comes before; else that line goes too
 */
export function clearLines({ source, events }: Tree, part: Part, first?: string): Splice[] {
  const texts = events.slice(...part.events).flatMap(textOf);
  const splices: Splice[] = [];
  const end = lineEnd(source, part.end);
  let [index, covered] = [0, 0];
  for (let line = lineStart(source, part.start), next = line; line < end; line = next) {
    next = nextLine(source, line);
    for (; (texts[index]?.start ?? next) < next; index++) covered = texts[index]?.end ?? 0;
    const isFirst = first !== undefined && line <= part.start;
    const comment = commentAt(source, Math.max(isFirst ? part.start : line, covered), next);
    if (isFirst) {
      const stop = comment ?? line + source.slice(line, next).search(/[\r\n]|$/);
      splices.push({
        start: part.start,
        end: stop,
        text: comment === undefined ? first : `${first} `,
      });
    } else if (comment === undefined) {
      splices.push({ start: line, end: next, text: '' });
    } else {
      const content = line + source.slice(line, next).search(/\S/);
      if (content < comment) splices.push({ start: content, end: comment, text: '' });
    }
  }
  return merged(splices);
}

/** The comments in a range, without what begins them. */
export function commentsIn({ source, events }: Tree, { start, end, events: own }: Part): string[] {
  if (!source.slice(start, end).includes('#')) return [];
  const texts = events
    .slice(...own)
    .flatMap(textOf)
    .filter(text => text.end > start);
  const comments: string[] = [];
  let [index, covered] = [0, start];
  for (let line = start, next = line; line < end; line = next) {
    next = nextLine(source, line);
    for (; (texts[index]?.start ?? next) < next; index++) covered = texts[index]?.end ?? 0;
    const comment = commentAt(source, Math.max(line, covered), Math.min(next, end));
    if (comment !== undefined) comments.push(source.slice(comment, next).trimEnd());
  }
  return comments;
}

/** The text of a scalar: a `#` in it begins no comment. */
function textOf(event: Event): Span[] {
  if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) return [];
  return [{ start: event.valueStart, end: event.valueEnd }];
}

/** The offset of the `#` that begins a comment in a range of one line, without its scalars. */
function commentAt(source: string, start: number, end: number): number | undefined {
  const match = /(?:^|\s)#/.exec(source.slice(start, Math.max(start, end)));
  return match === null ? undefined : start + match.index + match[0].length - 1;
}

/** Removals that touch, as one. */
function merged(splices: readonly Splice[]): Splice[] {
  const result: Splice[] = [];
  for (const splice of splices) {
    const last = result.at(-1);
    if (last?.end === splice.start && last.text === '' && splice.text === '') {
      result[result.length - 1] = { ...last, end: splice.end };
    } else result.push(splice);
  }
  return result;
}
