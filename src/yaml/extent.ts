// Where a node starts and ends in the source.
import { CHOMPING_MODE, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { contentAt } from './gap.ts';
import { lineStart } from './lines.ts';
import type { Span } from './node.ts';

/**
 * A scalar with its quotes, or with the header of a block scalar, without anchor and tag.
 *
 * @param after the earliest offset of the scalar
 */
export function extentOf(source: string, event: ScalarEvent, after: number): Span {
  const { style, valueStart, valueEnd } = event;
  const bare = Math.max(after, event.anchorEnd, event.tagEnd);
  if (valueStart < 0) return { start: bare, end: bare };
  if (style === SCALAR_STYLE.PLAIN) return { start: valueStart, end: valueEnd };
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) {
    return { start: valueStart - 1, end: valueEnd + 1 };
  }
  return { start: contentAt(source, bare), end: blockEnd(source, event) };
}

/** Blank lines after a block scalar do not belong to it, unless its header keeps them. */
function blockEnd(source: string, event: ScalarEvent): number {
  const { valueStart, valueEnd, chomping, indent } = event;
  if (chomping === CHOMPING_MODE.KEEP) return valueEnd;
  let end = valueEnd;
  while (end > valueStart) {
    const start = Math.max(lineStart(source, end - 1), valueStart);
    const [, blanks] = /^( *)[\r\n]*$/.exec(source.slice(start, end)) ?? [];
    if (blanks === undefined || (indent >= 0 && blanks.length > indent)) return end;
    end = start;
  }
  return end;
}

type Properties = {
  readonly anchorStart: number;
  readonly anchorEnd: number;
  readonly tagStart: number;
};

/** Widens a node's span by the anchor and the tag before it. */
export function withProperties(
  source: string,
  { anchorStart, anchorEnd, tagStart }: Properties,
  span: Span,
): Span & { readonly anchor?: string } {
  if (anchorStart < 0 && tagStart < 0) return span;
  const starts = [anchorStart - 1, tagStart].filter(offset => offset >= 0);
  const whole = { start: Math.min(span.start, ...starts), end: span.end };
  return anchorStart < 0 ? whole : { ...whole, anchor: source.slice(anchorStart, anchorEnd) };
}
