// Blocks of plain values, line for line as js-yaml writes them. Its own code costs a small package a
// sixth of its time before the first line is out; what is not plain is left to it.

/** Begins as no number, indicator or directive does; what else it must not hold is below. */
const WORD = /^(?:[A-Za-z/]|--?[A-Za-z]|\.[A-Za-z]{4}|\d+(?:-[a-z]|m$|[KMG]i$))[ -~]*$/;
const NO_WORD = /^(?:true|false|null|yes|no|on|off|y|n)$|: | #|[ :]$/i;
/** What stands between single quotes. */
const QUOTED = /^(?:\d+|[A-Za-z`"'][ -~]*(?:: | #)[ -~]*[!-~]|[`"[{*&!%@>][ -~]*[!-~])$/;

/** The lines of a value at column 0; `undefined` where js-yaml must say how it is written. */
export function plainLines(value: unknown, seqNoIndent: boolean): string[] | undefined {
  if (!isCollection(value)) {
    const text = scalarText(value);
    return text === undefined ? undefined : [text];
  }
  const lines: string[] = [];
  for (const [key, item] of Object.entries(value)) {
    const head = Array.isArray(value) ? '-' : keyText(key);
    const below = plainLines(item, seqNoIndent);
    if (head === undefined || below === undefined) return undefined;
    lines.push(...entryLines(head, item, below, seqNoIndent));
  }
  return lines;
}

function entryLines(
  head: string,
  item: unknown,
  [first = '', ...rest]: readonly string[],
  seqNoIndent: boolean,
): string[] {
  const isItem = head === '-';
  if (isItem || !isCollection(item)) return [`${head} ${first}`, ...rest.map(line => `  ${line}`)];
  const pad = seqNoIndent && Array.isArray(item) ? '' : '  ';
  return [head, ...[first, ...rest].map(line => pad + line)];
}

const isCollection = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

function keyText(key: string): string | undefined {
  const text = scalarText(key);
  return text === undefined ? undefined : `${text}:`;
}

function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (value === '') return "''";
    if (WORD.test(value) && !NO_WORD.test(value)) return value;
    return QUOTED.test(value) ? `'${value.replaceAll("'", "''")}'` : undefined;
  }
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]' : '{}';
  const isCount = Number.isSafeInteger(value) && Object.is(value, Math.abs(Number(value)));
  return typeof value === 'boolean' || isCount ? `${value}` : undefined;
}
