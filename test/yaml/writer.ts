// Writes values as YAML; choices of style are taken from a list.
import type { Mapping, Value } from './arbitrary.ts';
import { blocks, double, folded, isFlowPlain, isPlain, single } from './scalars.ts';

const COMMENTS = ['# c', '# a: [b, {c', '#', '# - x', '# ]}', "# it's"];

const isCollection = (value: Value): value is Value[] | Mapping =>
  typeof value === 'object' && value !== null;

/** Lines have no break. A first line goes on behind an indicator. */
export class Writer {
  readonly choices: readonly number[];
  used = 0;
  anchors = 0;
  constructor(choices: readonly number[]) {
    this.choices = choices;
  }

  /** One of the options, most often the first. */
  pick<T>(first: T, ...others: readonly T[]): T {
    const choice = this.choices[this.used++ % this.choices.length] ?? 0;
    return choice % 3 === 0 ? first : (others[choice % others.length] ?? first);
  }

  document(value: Value): string {
    const start = this.pick<string[]>([], ['---'], ['# c', '---'], ['# c', '', '# d']);
    const [first = '', ...rest] = value === null ? ['~'] : this.behind(value, -1, false);
    const lines = first.trim() === '' ? rest : [first.trimStart(), ...rest];
    const end = this.pick<string[]>([], ['# end'], ['']);
    return [...start, ...lines, ...end].map(line => `${line}\n`).join('');
  }

  /** Lines between entries that stand in that column. */
  comments(width: number): string[] {
    const margin = ' '.repeat(Math.max(0, this.pick(width, 0, width - 1)));
    return this.pick<string[]>([], [''], [margin + this.pick('#', ...COMMENTS)]);
  }

  properties(tag: string): string {
    return this.pick('', ` &n${this.anchors++}`, tag && ` ${tag}`);
  }

  /** What follows an indicator in that column. */
  behind(value: Value, width: number, inSequence: boolean): string[] {
    if (!isCollection(value)) return this.scalar(value, width);
    if (Object.keys(value).length === 0 || this.pick(false, true)) return this.flow(value, width);
    const isList = Array.isArray(value);
    const deeper = this.pick(2, 1, 4);
    const unindented = isList && !inSequence && width >= 0 && this.pick(true, false);
    const lines = this.block(value, unindented ? width : width + deeper);
    const properties = this.properties(isList ? '!!seq' : '!!map');
    if (inSequence && properties === '' && deeper > 1 && this.pick(true, false)) {
      const [first = '', ...rest] = lines;
      return [first.slice(width + 1), ...rest];
    }
    return [properties + this.pick('', ' # c', ' '), ...this.comments(width), ...lines];
  }

  /** A collection in that column, which begins with an entry. */
  block(value: Value[] | Mapping, width: number): string[] {
    const margin = ' '.repeat(width);
    const entries = Array.isArray(value)
      ? value.map(item => joined(`${margin}-`, this.behind(item, width, true)))
      : Object.entries(value).map(([key, item]) => this.pair(key, item, width));
    return entries.flatMap((lines, index) =>
      index === 0 ? lines : [...this.comments(width), ...lines],
    );
  }

  pair(key: string, value: Value, width: number): string[] {
    const margin = ' '.repeat(width);
    if (this.pick(false, false, true)) {
      const name = joined(`${margin}?`, this.scalar(key, width));
      return [...name, ...joined(`${margin}:`, this.behind(value, width, false))];
    }
    const name = this.oneOf(isPlain(key), key) + this.pick('', ' ');
    return joined(`${margin}${name}:`, this.behind(value, width, false));
  }

  scalar(value: Value, width: number): string[] {
    const properties = this.properties(typeof value === 'string' ? '!!str' : '');
    const [first = '', ...rest] = this.styled(value, width);
    const comment = /^[|>]/.test(first) || rest.length === 0 ? this.pick('', ' # c', ' ') : '';
    return [properties + (first && this.pick(' ', '  ') + first) + comment, ...rest];
  }

  styled(value: Value, width: number): string[] {
    if (value === null) return [this.pick('null', '', '~')];
    if (typeof value !== 'string') return [`${value}`];
    const margin = ' '.repeat(Math.max(width, 0) + this.pick(2, 1, 3));
    const styles = [[this.oneOf(false, value)], ...blocks(value, margin, width)];
    if (!isPlain(value)) return this.pick([double(value)], ...styles);
    return this.pick([value], folded(value, margin), ...styles);
  }

  oneOf(isPlain: boolean, text: string): string {
    const styles = [double(text), ...single(text)];
    return isPlain ? this.pick(text, ...styles) : this.pick(double(text), ...styles);
  }

  flow(value: Value, width: number): string[] {
    const margin = ' '.repeat(width + 1 + this.pick(2, 1));
    return `${this.properties('')} ${this.between(value, margin)}`.split('\n');
  }

  /** Between brackets lines may break anywhere, if they go on behind the margin. */
  between(value: Value, margin: string): string {
    if (typeof value === 'string') return this.oneOf(isFlowPlain(value), value);
    if (!isCollection(value)) return `${value}`;
    const gap = () => this.pick('', ' ', `\n${margin}`, ` # c, ]}\n${margin}`);
    const entries = Array.isArray(value)
      ? value.map(item => this.between(item, margin))
      : Object.entries(value).map(([key, item]) => this.flowPair(key, item, margin));
    const comma = entries.length > 0 ? this.pick('', `${gap()},`) : '';
    const inner = entries.map(entry => gap() + entry).join(`${this.pick('', ' ')},`) + comma;
    return Array.isArray(value) ? `[${inner}${gap()}]` : `{${inner}${gap()}}`;
  }

  flowPair(key: string, value: Value, margin: string): string {
    const [mark, name] = [this.pick('', '', '? '), this.oneOf(isFlowPlain(key), key)];
    if (value === null && this.pick(false, true)) return mark + name + this.pick('', ': ');
    const colon = name.startsWith('"') ? this.pick(': ', ':', ' : ') : ': ';
    return mark + name + colon + this.between(value, margin);
  }
}

const joined = (head: string, [first = '', ...rest]: readonly string[]): string[] => [
  head + first,
  ...rest,
];
