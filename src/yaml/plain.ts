// Writes blocks of plain values, line for line as js-yaml does. js-yaml's own code would cost a small package a
// sixth of its time before the first line is written; it still writes all that is not plain.

/** Text that does not begin like a number, an indicator or a directive. */
const WORD = /^(?:[A-Za-z/]|--?[A-Za-z]|\.[A-Za-z]{4}|\d+(?:-[a-z]|m$|[KMG]i$))[ -~]*$/;
const NO_WORDS = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);
const NO_WORD = /: | #|[ :]$/;
/** The days and numbers of old YAML, as `2001-1-1`, and what looks like them: always in quotes. */
export const LIKE_NUMBER = /^[-+.\d][-+.,:_\dTtZz ]*$/;
/** Text that js-yaml puts between single quotes. */
const QUOTED = /^(?:\d+|[`"[{*&!%@>][ -~]*[!-~])$/;
/** The same, if it also has a mark that would end plain text. */
const MARKED = /^[A-Za-z`"'][ -~]*[!-~]$/;
const MARK = /(?:: | #)[ -~]/;

/** The lines of a value at column 0; `undefined` if js-yaml must write it. */
export function plainLines(value: unknown, seqNoIndent: boolean): string[] | undefined {
  const printer = new Printer(seqNoIndent);
  return printer.add(value, '', '') ? printer.lines : undefined;
}

/** Each method adds lines, and returns whether their values are plain. */
class Printer {
  readonly lines: string[] = [];
  readonly #seqNoIndent: boolean;

  constructor(seqNoIndent: boolean) {
    this.#seqNoIndent = seqNoIndent;
  }

  /** @param lead what the first line begins with; all others begin with `pad` */
  add(value: unknown, lead: string, pad: string): boolean {
    if (isCollection(value)) {
      return Array.isArray(value) ? this.#items(value, lead, pad) : this.#pairs(value, lead, pad);
    }
    const text = scalarText(value);
    if (text !== undefined) this.lines.push(lead + text);
    return text !== undefined;
  }

  #items(items: readonly unknown[], lead: string, pad: string): boolean {
    return items.every((item, index) =>
      this.add(item, `${index === 0 ? lead : pad}- `, `${pad}  `),
    );
  }

  #pairs(map: object, lead: string, pad: string): boolean {
    return Object.entries(map).every(([key, value], index) => {
      const name = scalarText(key);
      if (name === undefined) return false;
      const head = `${index === 0 ? lead : pad}${name}:`;
      if (!isCollection(value)) return this.add(value, `${head} `, pad);
      this.lines.push(head);
      const inner = this.#seqNoIndent && Array.isArray(value) ? pad : `${pad}  `;
      return this.add(value, inner, inner);
    });
  }
}

const isCollection = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

const isWord = (text: string): boolean =>
  WORD.test(text) &&
  !NO_WORD.test(text) &&
  !LIKE_NUMBER.test(text) &&
  !NO_WORDS.has(text.toLowerCase());

function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (value === '') return "''";
    if (isWord(value)) return value;
    const isQuoted = QUOTED.test(value) || (MARKED.test(value) && MARK.test(value));
    return isQuoted ? `'${value.replaceAll("'", "''")}'` : undefined;
  }
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]' : '{}';
  const isCount = Number.isSafeInteger(value) && Object.is(value, Math.abs(Number(value)));
  return typeof value === 'boolean' || isCount ? `${value}` : undefined;
}
