// Parses YAML into events. In Kubernetes' parser a quoted scalar or a flow collection may continue in any
// column. js-yaml wants it indented: such lines get blanks, and the events the offsets of the source again.
import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { lineStart, nextLine } from './lines.ts';

/** Each place that needs blanks takes one more parse. This many characters may be parsed for all of them. */
const MOST_WORK = 1e7;
/** No key of an object is further right. */
const WIDTH = 60;
/** More lines are refused: with blanks they would be a text of many megabytes. */
const MOST_LINES = 50_000;
const BLANKS = ' '.repeat(WIDTH);

/** @throws YAMLException */
export function eventsOf(source: string): Event[] {
  const lines: number[] = [];
  let first: unknown;
  for (let work = 0; ; work += source.length + 10_000) {
    try {
      const events = parseEvents(indented(source, lines), {});
      return lines.length === 0 ? events : events.map(event => inSource(event, lines));
    } catch (error) {
      first ??= error;
      if (!isTooShallow(error) || work > MOST_WORK) throw first;
      const at = lineStart(source, offsetIn(lines, error.mark.position));
      // At the end of the text, something is not closed.
      if (at <= (lines.at(-1) ?? -1) || at >= source.length) throw first;
      for (const line of linesFrom(source, at, lines)) lines.push(line);
      if (lines.length > MOST_LINES) throw first;
    }
  }
}

type Shallow = YAMLException & { readonly mark: { readonly position: number } };

const isTooShallow = (error: unknown): error is Shallow =>
  error instanceof YAMLException && error.reason === 'deficient indentation';

/** The source with blanks before these lines. */
function indented(source: string, lines: readonly number[]): string {
  if (lines.length === 0) return source;
  const starts = [0, ...lines];
  return starts.map((start, index) => source.slice(start, starts[index + 1])).join(BLANKS);
}

/** The line at an offset, and those after it that belong to the same quoted scalar. */
function linesFrom(source: string, at: number, lines: readonly number[]): number[] {
  const quote = openQuote(indented(source.slice(0, at), lines) + BLANKS);
  const end = quote === undefined ? at : closingQuote(source, at, quote);
  const more: number[] = [];
  for (let line = at; line <= end && line < source.length; line = nextLine(source, line)) {
    if (more.length > MOST_LINES) break;
    more.push(line);
  }
  return more;
}

/** The quote of the scalar in which a text ends; `undefined` in a flow collection. */
function openQuote(text: string): '"' | "'" | undefined {
  try {
    parseEvents(text, {});
  } catch (error) {
    const { reason } = error as YAMLException;
    if (reason.endsWith('within a double quoted scalar')) return '"';
    if (reason.endsWith('within a single quoted scalar')) return "'";
  }
  return undefined;
}

function closingQuote(source: string, from: number, quote: '"' | "'"): number {
  const rest = quote === '"' ? /\\.|"/gs : /''|'/g;
  rest.lastIndex = from;
  for (let match = rest.exec(source); match !== null; match = rest.exec(source)) {
    if (match[0] === quote) return match.index;
  }
  return source.length;
}

const OFFSETS = [
  'start',
  'valueStart',
  'valueEnd',
  'anchorStart',
  'anchorEnd',
  'tagStart',
  'tagEnd',
];

function inSource(event: Event, lines: readonly number[]): Event {
  const entries = Object.entries(event).map(([key, value]) => [
    key,
    OFFSETS.includes(key) && value >= 0 ? offsetIn(lines, value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** Where an offset of the indented text is in the source. */
function offsetIn(lines: readonly number[], offset: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) + middle * WIDTH < offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(offset - low * WIDTH, lines[low - 1] ?? 0);
}
