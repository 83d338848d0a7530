// Replaces ranges of a source text, all at once and against the same offsets.
import { lineBreak, lineEnd, lineStart } from './lines.ts';

/** Replaces `[start, end)` by `text`. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string };

/**
 * Applies splices that do not overlap, except for the removals of neighbouring keys at a dash. If several
 * collections end at one offset, new lines of the inner one come first; other insertions keep their order.
 */
export function splice(source: string, splices: readonly Splice[]): string {
  let [text, done] = ['', 0];
  const ordered = splices.toSorted(
    (a, b) => a.start - b.start || a.end - b.end || depthOf(b) - depthOf(a),
  );
  for (const { start, end, text: replacement } of ordered) {
    // The key that was to move up to a dash goes too: what stands behind it moves up.
    if (isIndentation(source, start, done) && end > done && replacement === '') {
      done = end + (/^ */.exec(source.slice(end))?.[0].length ?? 0);
      continue;
    }
    if (start < done) throw new Error(`overlapping splices at ${start}`);
    text += source.slice(done, start) + replacement;
    done = end;
  }
  return text + source.slice(done);
}

/** Whether nothing but the blanks before a line's content is in there. */
const isIndentation = (source: string, start: number, end: number): boolean =>
  start < end && lineStart(source, start) === start && source.slice(start, end).trim() === '';

/** The column of whole lines that are inserted; a dash may stand in the column of its key, but inside. */
function depthOf({ start, end, text }: Splice): number {
  if (start < end || !/[\r\n]$/.test(text)) return 0;
  const column = text.search(/[^ ]/);
  return text.startsWith('- ', column) ? column + 0.5 : column;
}

/** Inserts whole lines, each given without its line break, after the line that holds `offset`. */
export function insertLines(source: string, offset: number, lines: readonly string[]): Splice {
  const at = lineEnd(source, offset);
  const eol = lineBreak(source);
  return { start: at, end: at, text: lines.join(eol) + eol };
}
