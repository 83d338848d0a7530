// The ways in which YAML can write a string.
import { dump } from 'js-yaml';

const PRINTABLE = /^[\x20-\x7e\u00a1-\ud7ff\ue000-\ufefe\u{10000}-\u{10ffff}]*$/u;

/** In double quotes, as ASCII. */
export const double = (text: string): string =>
  JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** In single quotes on one line, where that is possible. */
export const single = (text: string): string[] =>
  PRINTABLE.test(text) ? [`'${text.replaceAll("'", "''")}'`] : [];

export const isPlain = (text: string): boolean => dump(text, { lineWidth: -1 }) === `${text}\n`;

/** Whether it can stand plain between brackets. */
export const isFlowPlain = (text: string): boolean =>
  isPlain(text) && !/[,[\]{}]|^[-:?]|:$/.test(text);

/** Plain, one line broken into two. */
export const folded = (text: string, margin: string): string[] =>
  text.replace(' ', `\n${margin}`).split('\n');

/**
 * Lines of block scalars, where there can be some, without blank lines at their ends.
 *
 * @param margin what stands before their lines
 * @param width the column of what holds the scalar
 */
export function blocks(text: string, margin: string, width: number): string[][] {
  const lines = text.replace(/\n$/, '').split('\n');
  if (!lines.every(line => PRINTABLE.test(line) && line.trim() !== '')) return [];
  const chomping = text.endsWith('\n') ? '' : '-';
  const indent = text.startsWith(' ') ? `${margin.length - width}` : '';
  const styles = lines.length === 1 && !text.includes(' ') ? ['|', '>'] : ['|'];
  const content = lines.map(line => margin + line);
  return styles.map(style => [`${style}${indent}${chomping}`, ...content]);
}
